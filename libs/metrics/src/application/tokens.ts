import { type OfferedFactorSets, SHIPPED_FACTOR_SETS } from '#impact/domain';
import { type NationalMasses, NOTHING_STATED } from '../domain/put-on-market/national-masses.js';

/** Provide what gives the factor sets on offer under this. */
export const FACTOR_SETS = Symbol('FactorSets');

export interface FactorSetOffer {
  offered(): Promise<OfferedFactorSets>;
}

/** Those that the code carries: what metrics are asked with where there is no log to choose in. */
export const SHIPPED_OFFER: FactorSetOffer = { offered: async () => SHIPPED_FACTOR_SETS };

/** Provide what gives the national masses put on the market under this. */
export const NATIONAL_MASSES = Symbol('NationalMasses');

export interface NationalMassesOffer {
  masses(): Promise<NationalMasses>;
}

/** Where there is no log that states any. */
export const NO_MASSES: NationalMassesOffer = { masses: async () => NOTHING_STATED };

/** Provide a `MeasureReader` and a `MetricCalendar` under these. */
export const MEASURE_READER = Symbol('MeasureReader');
export const METRIC_CALENDAR = Symbol('MetricCalendar');
