import { type Day, MICROS_PER_SECOND, type Micros, type Month, startOfDay } from '#kernel';

export const PERIODS = ['month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** `2026-03`, `2026-Q1` or `2026`: the period of that length that holds the month. */
export function periodOf(month: Month, period: Period): string {
  if (period === 'month') return month;
  const year = month.slice(0, 4);
  return period === 'year' ? year : `${year}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
}

/** The months of a period label, ascending. */
export function monthsOf(label: string): Month[] {
  const year = label.slice(0, 4);
  const quarter = /-Q([1-4])$/.exec(label)?.[1];
  if (quarter === undefined) return label.length === 4 ? sequence(year, 1, 12) : [label];
  return sequence(year, Number(quarter) * 3 - 2, 3);
}

export function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${month.slice(0, 5)}${twoDigits(number + 1)}`;
}

export const startOfMonth = (month: Month): Micros => startOfDay(`${month}-01`);

/** Whole seconds from the start of the month to its end, or to the end of `until` if that comes first; at least 0. */
export function secondsOf(month: Month, until: Day): bigint {
  const end = Math.min(startOfMonth(nextMonth(month)), startOfDay(until) + 86_400 * MICROS_PER_SECOND);
  return BigInt(Math.max(0, end - startOfMonth(month)) / MICROS_PER_SECOND);
}

const sequence = (year: string, first: number, count: number): Month[] =>
  Array.from({ length: count }, (_, index) => `${year}-${twoDigits(first + index)}`);

const twoDigits = (number: number) => String(number).padStart(2, '0');
