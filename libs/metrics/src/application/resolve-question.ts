import { editionName, type FactorSet, factorSetNamed, type OfferedFactorSets } from '#impact/domain';
import type { Failure, Refusal } from '#kernel';
import { ATTRIBUTIONS, type Metric, type Question } from '../domain/metric.js';
import { metricNamed, metrics } from '../domain/metrics/index.js';
import { monthsOf, type Period, periodOf } from '../domain/period.js';
import type { MetricRequest } from './metric-request.js';

export interface Resolved {
  outcome: 'resolved';
  metric: Metric;
  question: Question;
  /** Position since which the factor set that nobody named is another one than before. */
  changedAt?: string;
}

const LABEL = /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/;

/** Checks a question against what the metric says of itself; every failure at once (CONTRACTS H1). */
export function resolveQuestion(request: MetricRequest, offer: OfferedFactorSets): Resolved | Refusal {
  const metric = metricNamed(request.name);
  if (metric === undefined) return unknownMetric(request.name);
  const { definition } = metric;
  const by = [...new Set([...definition.alwaysBy, ...(request.by ?? [])])];
  const where = whereOf(request);
  const period = request.period ?? definition.periods[0] ?? 'month';
  const factorSet = request.factorSet === undefined ? offer.default : factorSetNamed(request.factorSet, offer.sets);
  const errors = [
    ...unknownDimensions(metric, by, '/query/by'),
    ...unknownDimensions(metric, Object.keys(where), '/query'),
    ...mixedAttributions([...by, ...Object.keys(where)]),
    ...wrongPeriod(metric, period),
    ...wrongRange(request),
    ...wrongFactors(metric, request, offer.sets, factorSet),
    ...wrongDisplacement(metric, request),
  ];
  if (errors.length > 0 || factorSet === undefined) {
    return { outcome: 'refused', status: 422, title: 'The question does not fit the metric', errors };
  }
  const bounds = { ...edge('from', request.from, period, 0), ...edge('to', request.to, period, -1) };
  const displacement = displacementOf(request);
  const { changedAt } = offer;
  const changed = changedAt === undefined || request.factorSet !== undefined ? {} : { changedAt };
  return {
    outcome: 'resolved',
    metric,
    ...changed,
    question: { by, where, period, factorSet, ...displacement, ...bounds },
  };
}

const DISPLACEMENT = /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/;

/** Whatever is assumed, no life may replace a new device, or every one: the bounds stay. */
const displacementOf = ({ displacement: central }: MetricRequest): Pick<Question, 'displacement'> =>
  central === undefined ? {} : { displacement: { lower: '0', central, upper: '1' } };

function wrongDisplacement({ definition }: Metric, { displacement }: MetricRequest): Failure[] {
  const pointer = '/query/displacement';
  if (displacement === undefined) return [];
  if (!definition.usesFactors)
    return [{ pointer, rule: 'no-factors-used', detail: `${definition.name} assumes no displacement.` }];
  if (DISPLACEMENT.test(displacement)) return [];
  return [
    { pointer, rule: 'out-of-range', detail: `${displacement} is no share.`, hint: 'From 0 to 1, such as 0.75.' },
  ];
}

const unknownMetric = (name: string): Refusal => ({
  outcome: 'refused',
  status: 404,
  title: 'No such metric',
  errors: [
    {
      pointer: '/path/name',
      rule: 'unknown-metric',
      detail: `There is no metric ${name}.`,
      hint: `One of ${metrics.map(({ definition }) => definition.name).join(', ')}.`,
    },
  ],
});

function whereOf({ filter = {} }: MetricRequest): Question['where'] {
  const entries = Object.entries(filter).filter(([, values]) => values.length > 0);
  return Object.fromEntries(
    entries.map(([name, values]) => [name, values.map((value) => (value === 'unknown' ? null : value))]),
  );
}

function unknownDimensions({ definition }: Metric, names: readonly string[], pointer: string): Failure[] {
  return names
    .filter((name) => !definition.dimensions.includes(name))
    .map((name) => ({
      pointer: pointer === '/query' ? `/query/${name}` : pointer,
      rule: 'unknown-dimension',
      detail: `${definition.name} has no dimension ${name}.`,
      hint: `One of ${definition.dimensions.join(', ')}.`,
    }));
}

function mixedAttributions(names: readonly string[]): Failure[] {
  const used = ATTRIBUTIONS.filter((name) => names.includes(name));
  if (used.length < 2) return [];
  return [
    {
      pointer: '/query/by',
      rule: 'attributions-do-not-add',
      detail: `${used.join(' and ')} are different views of the same things; their rows must not be added.`,
      hint: 'Ask for one of them at a time.',
    },
  ];
}

const wrongPeriod = ({ definition }: Metric, period: Period): Failure[] =>
  definition.periods.includes(period)
    ? []
    : [
        {
          pointer: '/query/period',
          rule: 'period-not-offered',
          detail: `${definition.name} has no value by ${period}.`,
          hint: `One of ${definition.periods.join(', ')}.`,
        },
      ];

function wrongRange({ from, to }: MetricRequest): Failure[] {
  const wrong = Object.entries({ from, to }).filter(([, text]) => text !== undefined && !LABEL.test(text));
  if (wrong.length > 0)
    return wrong.map(([name, text]) => ({
      pointer: `/query/${name}`,
      rule: 'wrong-format',
      detail: `${text} is no period.`,
      hint: 'Like 2026-03, 2026-Q1 or 2026.',
    }));
  if (from === undefined || to === undefined || (monthsOf(from)[0] ?? '') <= (monthsOf(to).at(-1) ?? '')) return [];
  return [{ pointer: '/query/to', rule: 'ends-before-it-starts', detail: `${to} is before ${from}.` }];
}

function wrongFactors(
  { definition }: Metric,
  { factorSet: asked }: MetricRequest,
  sets: readonly FactorSet[],
  found?: FactorSet,
): Failure[] {
  const pointer = '/query/factorSet';
  if (asked !== undefined && !definition.usesFactors)
    return [{ pointer, rule: 'no-factors-used', detail: `${definition.name} applies no factor set.` }];
  if (found !== undefined) return [];
  const hint = `One of ${sets.map(editionName).join(', ')}.`;
  return [{ pointer, rule: 'unknown-factor-set', detail: `There is no factor set ${asked}.`, hint }];
}

/** The first or last month of the period that holds what was asked for. */
function edge(name: 'from' | 'to', text: string | undefined, period: Period, at: 0 | -1): Partial<Question> {
  const month = text === undefined ? undefined : monthsOf(text).at(at);
  const whole = month === undefined ? undefined : monthsOf(periodOf(month, period)).at(at);
  return whole === undefined ? {} : { [name]: whole };
}
