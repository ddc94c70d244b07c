import type { Indicator } from './indicator.js';

/** Where a figure was read: in the source itself, or in a text that quotes it. */
export type Confirmation = 'source' | 'secondary';

/** Exact decimals as text, so that a figure is what its source printed. */
export interface StatedEstimate {
  central: string;
  lower?: string;
  upper?: string;
}

interface EditionHeader {
  name: string;
  edition: number;
  title: string;
  source: string;
  published: string;
  licence: string;
  notes: readonly string[];
}

/** Years of use that an edition assumes for one life, new and refurbished. */
export interface Lifetime {
  category: string;
  newYears: string;
  refurbishedYears?: string;
  confirmation: Confirmation;
  source: string;
}

export interface AvoidedFactor {
  category: string;
  indicator: Indicator;
  /** In the indicator's unit, per functional unit of the set. */
  amount: StatedEstimate;
  /** The source's own figure where it was converted: `588 lb new, 91 % of it avoided`. */
  statedAs?: string;
}

export interface AvoidedPerUseYearSet extends EditionHeader {
  basis: 'avoided_per_use_year';
  functionalUnit: 'device-use-year';
  factors: readonly AvoidedFactor[];
  lifetimes: readonly Lifetime[];
}

export interface AvoidedPerDeviceSet extends EditionHeader {
  basis: 'avoided_per_device';
  functionalUnit: 'device';
  factors: readonly AvoidedFactor[];
}

/** Impact of a new device by stage of its life; what refurbishing costs comes from the device's own events. */
export interface StageFactors {
  category: string;
  variant?: string;
  indicator: Indicator;
  construction: string;
  distribution: string;
  usePerYear: string;
  endOfLife: string;
  defaultYears: string;
}

export interface AbsoluteByStageSet extends EditionHeader {
  basis: 'absolute_by_stage';
  functionalUnit: 'device';
  stages: readonly StageFactors[];
}

/** One immutable edition of published factors (CONTRACTS P3). */
export type FactorSet = AvoidedPerUseYearSet | AvoidedPerDeviceSet | AbsoluteByStageSet;

export const editionName = ({ name, edition }: Pick<FactorSet, 'name' | 'edition'>): string => `${name}@${edition}`;
