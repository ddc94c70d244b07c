import { addDays, type Day } from '#kernel';
import type { Where } from '#read-store';
import { type Cell, cellIdsOf, type MeasureQuery } from '../domain/index.js';

export function cellsWhere({ measure, where, from, to }: MeasureQuery): Where {
  const dimensions = Object.entries(where).map(([name, values]) => [name, { in: values }]);
  return { ...Object.fromEntries(dimensions), id: cellIdsOf(measure, from, to) };
}

/** Cells without a maturing day hold an empty text there, which sorts before every day. */
export const dueOn = (day: Day | undefined): Where => ({ effectiveOn: { to: day ?? '' } });
export const pendingOn = (day: Day | undefined): Where => ({
  effectiveOn: { from: day === undefined ? '0' : addDays(day, 1) },
});

/** Of that measure and those months; its dimensions may be others. */
export const isWithin = ({ measure, from = '', to = '9999-12' }: MeasureQuery, of: string, period: string): boolean =>
  of === measure && period >= from && period <= to;

export function isAsked(query: MeasureQuery, { measure, period, dimensions }: Cell): boolean {
  if (!isWithin(query, measure, period)) return false;
  return Object.entries(query.where).every(([name, values]) => values.includes(dimensions[name] ?? null));
}
