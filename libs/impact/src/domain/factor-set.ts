import type { Indicator } from './indicator.js';
import type { Confirmation, Intensity } from './intensity.js';

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

/** What a set of new devices may say about refurbished ones; without intensities their impact is unknown. */
interface OfRefurbishing {
  lifetimes?: readonly Lifetime[];
  intensities?: readonly Intensity[];
}

export interface AbsoluteByStageSet extends EditionHeader, OfRefurbishing {
  basis: 'absolute_by_stage';
  functionalUnit: 'device';
  stages: readonly StageFactors[];
}

/** A model as its maker declares it, over the years of use that the maker assumes; what is absent was not published. */
export interface ModelFactors {
  brand: string;
  model: string;
  category: string;
  indicator: Indicator;
  total: StatedEstimate;
  years?: string;
  /** Shares of the total, 0 to 1. */
  shares: { manufacturing?: string; transport?: string; use?: string; endOfLife?: string };
  source?: string;
  reported?: string;
}

export interface AbsoluteByModelSet extends EditionHeader, OfRefurbishing {
  basis: 'absolute_by_model';
  functionalUnit: 'device';
  models: readonly ModelFactors[];
}

/** Sets of published differences: what reuse avoids on average. */
export type AvoidedSet = AvoidedPerUseYearSet | AvoidedPerDeviceSet;

/** Sets of what a new device causes: what reuse avoids is worked out with what refurbishing it took. */
export type AbsoluteSet = AbsoluteByStageSet | AbsoluteByModelSet;

/** One immutable edition of published factors (CONTRACTS P3). */
export type FactorSet = AvoidedSet | AbsoluteSet;

export const isAbsolute = (set: FactorSet): set is AbsoluteSet =>
  set.basis === 'absolute_by_stage' || set.basis === 'absolute_by_model';

export const editionName = ({ name, edition }: Pick<FactorSet, 'name' | 'edition'>): string => `${name}@${edition}`;
