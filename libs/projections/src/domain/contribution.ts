import type { Day, Month } from '#kernel';

/** Dimensions hold ids; names are joined at read (CONTRACTS P2). Absent = not known, shown as a row of its own. */
export type Dimensions = Readonly<Record<string, string>>;

/** What one subject adds to one cell of one measure. Exact integers in the measure's smallest unit. */
export interface Contribution {
  measure: string;
  dimensions: Dimensions;
  period: Month;
  /** Counts from this day on (CONTRACTS P1); absent: at once. */
  effectiveOn?: Day;
  amount: bigint;
  /** Ids of the events behind it, for `explain`. */
  because: readonly string[];
}
