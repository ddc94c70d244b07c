import type { Dimensions, MeasureRow } from '#projections/domain';
import { type Columns, column, type Question } from './metric.js';
import { periodOf } from './period.js';

/** The sum of a measure over one group and period. */
export interface Tally {
  dimensions: Dimensions;
  period: string;
  amount: bigint;
  pending: bigint;
}

/** Key of a group: equal dimensions and period, equal key. */
export const groupKey = (dimensions: Readonly<Record<string, string | null>>, period: string): string =>
  JSON.stringify([period, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** The named dimensions of a row, in the metric's names; one that is not known is left out. */
export function dimensionsOf(row: Dimensions, names: readonly string[], columns: Columns): Dimensions {
  const found = names.map((name) => [name, row[column(columns, name)]] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Sums rows by the named dimensions and the question's periods. */
export function tally(
  rows: readonly MeasureRow[],
  names: readonly string[],
  { period }: Pick<Question, 'period'>,
  columns: Columns,
): Map<string, Tally> {
  const groups = new Map<string, Tally>();
  for (const row of rows) {
    const dimensions = dimensionsOf(row.dimensions, names, columns);
    const label = periodOf(row.period, period);
    const key = groupKey(dimensions, label);
    const group = groups.get(key) ?? { dimensions, period: label, amount: 0n, pending: 0n };
    groups.set(key, { ...group, amount: group.amount + row.amount, pending: group.pending + row.pending });
  }
  return groups;
}

/** A cell that became empty is an explicit zero, and no row. */
export const isEmpty = ({ amount, pending }: Tally): boolean => amount === 0n && pending === 0n;

export function without(dimensions: Dimensions, ...names: string[]): Dimensions {
  return Object.fromEntries(Object.entries(dimensions).filter(([name]) => !names.includes(name)));
}
