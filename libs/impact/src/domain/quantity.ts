import { Rational } from '#kernel';
import type { Indicator } from './indicator.js';

/** What a factor is counted per. The two differ by a lifetime: they never meet in one sum. */
export type FunctionalUnit = 'device-use-year' | 'device';

/** How much of a functional unit: made by `useYears` and `devices` only. */
export interface Quantity<Unit extends FunctionalUnit> {
  readonly of: Unit;
  readonly amount: Rational;
}

/** Impact that was not caused, per functional unit. Third parties print such figures as if they were caused. */
export interface Avoided<Unit extends FunctionalUnit> {
  readonly sense: 'avoided';
  readonly per: Unit;
  readonly indicator: Indicator;
  readonly estimate: Estimate;
}

/** Impact that is caused over the life of one device. */
export interface Produced {
  readonly sense: 'produced';
  readonly per: 'device';
  readonly indicator: Indicator;
  readonly amount: Rational;
  /** How far off its source says that it may be. */
  readonly bounds?: { readonly lower: Rational; readonly upper: Rational };
}

/** A figure with what its source, or an assumption, says about how far off it may be. */
export interface Estimate {
  readonly lower: Rational;
  readonly central: Rational;
  readonly upper: Rational;
}

/**
 * Impact that was not caused, in total, if every reused device replaces a new one: what is caused does not fit in, nor
 * does another indicator's.
 */
export interface AvoidedTotal extends Estimate {
  readonly sense: 'avoided';
  readonly indicator: Indicator;
}

/** Units or indicators that must not meet did: a programmer's error, whatever the types were made to say. */
export class UnitsMixed extends Error {
  override readonly name = 'UnitsMixed';
}

/** A missing factor or input: never zero, never filled from elsewhere. */
export interface Unknown {
  readonly unknown: string;
}

export const isUnknown = (value: object): value is Unknown => 'unknown' in value;

const SECONDS_PER_YEAR = 31_557_600;

/** Years of 365.25 days. */
export const yearsOfSeconds = (seconds: bigint): Rational => new Rational(seconds).div(SECONDS_PER_YEAR);

export const useYears = (amount: Rational): Quantity<'device-use-year'> => ({ of: 'device-use-year', amount });
export const devices = (count: bigint): Quantity<'device'> => ({ of: 'device', amount: new Rational(count) });
