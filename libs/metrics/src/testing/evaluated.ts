import { DEFAULT_FACTOR_SET, factorSetNamed } from '#impact/domain';
import type { Rational } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import { evaluate, readings } from '../domain/evaluate.js';
import type { Figure } from '../domain/figure.js';
import type { Question } from '../domain/metric.js';
import { metricNamed } from '../domain/metrics/index.js';
import { MemoryMeasures } from './memory-measures.js';

/** A figure as one reads it: numbers with at most six decimals, what is unknown as `reason count`. */
export interface ReadFigure extends Pick<Figure, 'dimensions' | 'period' | 'assumptions'> {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  lower?: number | undefined;
  upper?: number | undefined;
  known: number;
  unknown: string[];
}

/** What a metric says of some journeys, asked by year and as of a day long after them. */
export async function evaluated(
  journeys: readonly Journey[],
  name: string,
  { by = [], ...asked }: Partial<Question> = {},
): Promise<ReadFigure[]> {
  const metric = metricNamed(name);
  const factorSet = factorSetNamed(DEFAULT_FACTOR_SET);
  if (metric === undefined || factorSet === undefined) throw new Error(`There is no metric ${name}.`);
  const question: Question = {
    by: [...new Set([...metric.definition.alwaysBy, ...by])],
    where: {},
    period: 'year',
    evaluationDay: '2030-12-31',
    factorSet,
    ...asked,
  };
  const measures = new MemoryMeasures(journeys, question.evaluationDay);
  const tables = await Promise.all(
    Object.entries(readings(metric, question)).map(
      async ([input, query]) => [input, await measures.read(query)] as const,
    ),
  );
  return evaluate(metric, question, Object.fromEntries(tables)).map(
    ({ dimensions, period, assumptions = [], value, numerator, denominator, lower, upper, known, unknown }) => ({
      dimensions,
      period,
      assumptions,
      value: number(value),
      numerator: number(numerator),
      denominator: number(denominator),
      lower: lower?.round(6).valueOf(),
      upper: upper?.round(6).valueOf(),
      known: Number(known),
      unknown: unknown.map(({ reason, count }) => `${reason} ${count}`),
    }),
  );
}

const number = (value: Rational | null) => value?.round(6).valueOf() ?? null;

/** `dimensions=value` of every figure, the unknown ones by their count. */
export async function told(...asked: Parameters<typeof evaluated>): Promise<string[]> {
  const figures = await evaluated(...asked);
  return figures.map(({ dimensions, value, numerator }) => {
    const named = Object.entries(dimensions).filter(([name]) => name !== 'unknown');
    const text = named.map(([, text]) => text).join(' ');
    return dimensions.unknown === undefined
      ? `${text} ${value}`.trim()
      : `${text} ${dimensions.unknown}: ${numerator}`.trim();
  });
}
