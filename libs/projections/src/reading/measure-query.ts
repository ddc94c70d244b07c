import { addDays, type Day, type Month } from '#kernel';
import type { Where } from '#read-store';
import { type Cell, cellIdsOf, type Dimensions } from '../domain/index.js';

/** Which part of a measure: cells whose dimensions match, summed by `groupBy` and month. */
export interface MeasureQuery {
  measure: string;
  /** One of the values; `null`: the dimension is not known. */
  where: Readonly<Record<string, readonly (string | null)[]>>;
  groupBy: readonly string[];
  /** Months, both included; absent: from the first, to the last. */
  from?: Month;
  to?: Month;
  /** Last closed day; absent: no day has been closed, and nothing that matures is due. */
  evaluationDay?: Day;
}

export interface MeasureRow {
  /** Values of `groupBy`; one that is not known is left out. */
  dimensions: Dimensions;
  period: Month;
  /** What counts on the evaluation day. */
  amount: bigint;
  /** What has been contributed but is not due yet. */
  pending: bigint;
}

export function cellsWhere({ measure, where, from, to }: MeasureQuery): Where {
  const dimensions = Object.entries(where).map(([name, values]) => [name, { in: values }]);
  return { ...Object.fromEntries(dimensions), id: cellIdsOf(measure, from, to) };
}

/** Cells without a maturing day hold an empty text there, which sorts before every day. */
export const dueOn = (day: Day | undefined): Where => ({ effectiveOn: { to: day ?? '' } });
export const pendingOn = (day: Day | undefined): Where => ({
  effectiveOn: { from: day === undefined ? '0' : addDays(day, 1) },
});

export function isAsked(query: MeasureQuery, { measure, period, dimensions }: Cell): boolean {
  if (measure !== query.measure) return false;
  if (query.from !== undefined && period < query.from) return false;
  if (query.to !== undefined && period > query.to) return false;
  return Object.entries(query.where).every(([name, values]) => values.includes(dimensions[name] ?? null));
}
