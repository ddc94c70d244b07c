import type { Rational } from '#kernel';
import type { Dimensions } from '#projections/domain';

/** How many are behind a value and how many could not be judged, and why. */
export interface Reason {
  reason: string;
  count: bigint;
}

/** A value before rounding: exact, with what it was made of. `null`: not known. */
export interface Figure {
  dimensions: Dimensions;
  /** Label of the period: `2026-03`, `2026-Q1`, `2026`. */
  period: string;
  value: Rational | null;
  numerator: Rational | null;
  denominator: Rational | null;
  unit?: string;
  lower?: Rational;
  upper?: Rational;
  assumptions?: readonly string[];
  /** Positions of the events that changed data which it rests on beside measures. */
  changedAt?: readonly string[];
  /** Devices, lives, cycles or legs that the value rests on. */
  known: bigint;
  /** Of those contributed, how many are not due yet: their return window is open. */
  pending: bigint;
  /** What could not be judged in this very figure; what is unknown of the group as a whole comes from the metric. */
  unknown: readonly Reason[];
}
