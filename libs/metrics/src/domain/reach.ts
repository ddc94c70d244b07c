import type { Month } from '#kernel';
import { type Metric, monthsEarlier, type Question, type Source } from './metric.js';
import { monthsOf, periodOf } from './period.js';

/** Months, both included; an open end has none. */
export interface Months {
  from?: Month;
  to?: Month;
}

/** Whatever the factor set. */
export const sourcesOf = ({ sources, unknown, population }: Metric): readonly Source[] => [
  ...Object.values(sources),
  ...(unknown === undefined ? [] : [unknown]),
  population,
];

export const measuresOf = (metric: Metric): ReadonlySet<string> =>
  new Set(sourcesOf(metric).map(({ measure }) => measure));

/** The shortest period that a metric has values by: the one that it is published by. */
export const publishedPeriod = ({ definition: { periods } }: Metric): Question['period'] => periods[0] ?? 'month';

/** The months of all periods whose values may follow from what changed in these months. */
export function reachOf(metric: Metric, { from, to }: Months): Months {
  const period = publishedPeriod(metric);
  const sources = sourcesOf(metric);
  const ahead = Math.max(0, ...sources.map(({ monthsBefore = 0 }) => monthsBefore));
  const last = to === undefined || sources.some(({ cumulative }) => cumulative) ? undefined : monthsEarlier(to, -ahead);
  const first = from === undefined ? undefined : monthsOf(periodOf(from, period))[0];
  const end = last === undefined ? undefined : monthsOf(periodOf(last, period)).at(-1);
  return { ...(first === undefined ? {} : { from: first }), ...(end === undefined ? {} : { to: end }) };
}

/** Both, and what lies between them. */
export const spanned = (one: Months | undefined, other: Months): Months => {
  if (one === undefined) return other;
  const from = one.from === undefined || other.from === undefined ? undefined : least(one.from, other.from);
  const to = one.to === undefined || other.to === undefined ? undefined : greatest(one.to, other.to);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
};

const least = (a: Month, b: Month): Month => (a < b ? a : b);
const greatest = (a: Month, b: Month): Month => (a < b ? b : a);
