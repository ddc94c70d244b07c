import { editionName } from '#impact/domain';
import type { Month, Rational } from '#kernel';
import { neededSources } from '../domain/evaluate.js';
import type { Figure } from '../domain/figure.js';
import { ATTRIBUTES, type Metric, monthsEarlier, type Question } from '../domain/metric.js';
import { monthsOf } from '../domain/period.js';
import type { MetricRow } from './metric-request.js';

/** The one rounding of a published number (CONTRACTS P2). */
export const DECIMALS = 6;

/** While one of these is left, a value of a closed period can still change by itself. */
const UNSETTLED: readonly string[] = [
  'cycle-open',
  'return-window-open',
  'warranty-open',
  'on-its-way',
  'treatment-not-reported',
  'put-on-market-mass-missing',
];

export interface Closings {
  closed: ReadonlySet<Month>;
  /** Of each measure of the metric the months in which it changed after they were closed. */
  restated: ReadonlyMap<string, ReadonlySet<Month>>;
  /** Months that were closed when another factor set became the one that answers. */
  closedAtChange: ReadonlySet<Month>;
  /** Months that were closed before each position at which other data were changed that figures rest on. */
  closedBefore: ReadonlyMap<string, ReadonlySet<Month>>;
}

export function rowOf(figure: Figure, metric: Metric, question: Question, closings: Closings): MetricRow {
  const { definition } = metric;
  const { value, numerator, denominator, unit = definition.unit, lower, upper, assumptions = [] } = figure;
  return {
    dimensions: dimensionsOf(figure, question),
    period: figure.period,
    value: rounded(value),
    numerator: rounded(numerator),
    denominator: rounded(denominator),
    unit,
    method: `${definition.name}@${definition.version}`,
    factorSet: definition.usesFactors ? editionName(question.factorSet) : null,
    status: statusOf(figure, metric, question, closings),
    coverage: {
      known: Number(figure.known),
      unknown: figure.unknown.reduce((sum, { count }) => sum + Number(count), 0),
      reasons: figure.unknown.map(({ reason, count }) => ({ reason, count: Number(count) })),
    },
    ...(lower === undefined ? {} : { lower: lower.round(DECIMALS).valueOf() }),
    ...(upper === undefined ? {} : { upper: upper.round(DECIMALS).valueOf() }),
    ...(assumptions.length === 0 ? {} : { assumptions: [...assumptions] }),
  };
}

const rounded = (value: Rational | null): number | null => (value === null ? null : value.round(DECIMALS).valueOf());

/** What was asked for and is not known is said to be so. */
function dimensionsOf({ dimensions }: Figure, { by }: Question): MetricRow['dimensions'] {
  const isUnknown = 'unknown' in dimensions;
  const asked = by.filter((name) => ATTRIBUTES.includes(name) || !isUnknown).map((name) => [name, null]);
  return { ...Object.fromEntries(asked), ...dimensions };
}

/**
 * Final: every month is closed and nothing is left to mature. Restated: a month changed after it was closed, or one
 * before it that the value adds up or looks back on. Or the period was closed before another factor set was chosen, or
 * a mass that it divides by was stated anew.
 */
function statusOf(
  { period, unknown, changedAt = [] }: Figure,
  metric: Metric,
  question: Question,
  { closed, restated, closedAtChange, closedBefore }: Closings,
): MetricRow['status'] {
  const { definition, isScenario } = metric;
  const months = monthsOf(period);
  const settled = unknown.every(({ reason }) => !UNSETTLED.includes(reason));
  if (isScenario || !settled || !months.every((month) => closed.has(month))) return 'provisional';
  const changes = changedAt.map((position) => closedBefore.get(position));
  if (definition.usesFactors) changes.push(closedAtChange);
  if (changes.some((before) => before !== undefined && months.every((month) => before.has(month)))) return 'restated';
  const [first = '', last = ''] = [months[0], months.at(-1)];
  const isRestated = Object.values(neededSources(metric, question)).some(
    ({ measure, cumulative, monthsBefore = 0 }) => {
      const from = cumulative ? '' : monthsEarlier(first, monthsBefore);
      return [...(restated.get(measure) ?? [])].some((month) => from <= month && month <= last);
    },
  );
  return isRestated ? 'restated' : 'final';
}

/** By period and group; within a group what is unknown of it comes last. */
export const inRowOrder = (a: MetricRow, b: MetricRow): number =>
  compare(a.period, b.period) ||
  compare(groupOf(a), groupOf(b)) ||
  compare(a.dimensions.unknown ?? '', b.dimensions.unknown ?? '');

function groupOf({ dimensions: { unknown: _, ...group } }: MetricRow): string {
  return JSON.stringify(Object.entries(group).sort(([one], [other]) => compare(one, other)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
