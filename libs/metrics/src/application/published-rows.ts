import { type FactorSet, SHIPPED_FACTOR_SETS } from '#impact/domain';
import type { Day } from '#kernel';
import type { CellTable } from '../domain/cell-table.js';
import { evaluate, readings } from '../domain/evaluate.js';
import type { MeasureReader } from '../domain/measure-reader.js';
import { type Metric, measureQuery, type Question } from '../domain/metric.js';
import { monthsOf } from '../domain/period.js';
import { type Months, publishedPeriod, sourcesOf } from '../domain/reach.js';
import type { MetricRow } from './metric-request.js';
import { networkTotals } from './privacy.js';
import { type Closings, rowOf } from './row.js';

/**
 * What every metric is published by, each on its own: bounded, unlike what can be asked for. Rows by partner go to that
 * partner alone.
 */
export const PUBLISHED_BY: readonly (readonly string[])[] = [[], ['category'], ['country'], ['partner']];

/** Everything that a value follows from, at one place in history. */
export interface MetricState extends Closings {
  cells: CellTable;
  day: Day | undefined;
  factorSet: FactorSet;
}

export interface PublishedRow {
  /** The same for the same group and period, whatever the value and the factor set that it follows from. */
  key: string;
  row: MetricRow;
  /** Whose row it is; absent: everybody may see it. */
  partner?: string;
}

export interface Judge {
  /** Finds the devices of a group, so that a group of few is withheld (CONTRACTS H6); absent: nothing is withheld. */
  subjects?: MeasureReader['subjects'];
}

/** The rows of these months' periods that are published of a metric, by key. */
export async function publishedRows(
  metric: Metric,
  months: Months,
  state: MetricState,
  { subjects }: Judge = {},
): Promise<Map<string, PublishedRow>> {
  const rows = new Map<string, PublishedRow>();
  for (const by of PUBLISHED_BY.filter((names) => names.every((name) => metric.definition.dimensions.includes(name)))) {
    const question = publishedQuestion(metric, by, months, state);
    const tables = Object.fromEntries(
      Object.entries(readings(metric, question)).map(([name, query]) => [name, state.cells.read(query)]),
    );
    const figures = evaluate(metric, question, tables).filter(({ period }) => isWithin(period, months));
    const reader = subjects && {
      read: async (query: Parameters<CellTable['read']>[0]) => state.cells.read(query),
      subjects,
    };
    const isOwn = by.includes('partner');
    const shown = isOwn || !reader ? figures : (await networkTotals(figures, metric, question, reader)).shown;
    for (const figure of shown) {
      const row = rowOf(figure, metric, question, state);
      const { partner } = row.dimensions;
      if (isOwn && typeof partner !== 'string') continue;
      const key = rowKey(metric.definition.name, row);
      rows.set(key, { key, row, ...(isOwn && typeof partner === 'string' ? { partner } : {}) });
    }
  }
  return rows;
}

/** Measures that `publishedRows` reads, and their months, whichever factor set it is asked with. */
export const neededCells = (metric: Metric, months: Months): ({ measure: string } & Months)[] => {
  const question = publishedQuestion(metric, [], months, { day: undefined, factorSet: SHIPPED_FACTOR_SETS.default });
  return sourcesOf(metric).map((source) => {
    const { measure, from, to } = measureQuery(source, question, metric.columns);
    return { measure, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
};

function publishedQuestion(
  metric: Metric,
  by: readonly string[],
  { from, to }: Months,
  { day, factorSet }: Pick<MetricState, 'day' | 'factorSet'>,
): Question {
  return {
    by: [...new Set([...metric.definition.alwaysBy, ...by])],
    where: {},
    period: publishedPeriod(metric),
    factorSet,
    ...(day === undefined ? {} : { evaluationDay: day }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const isWithin = (label: string, { from = '', to = '9999-12' }: Months): boolean =>
  monthsOf(label).some((month) => month >= from && month <= to);

const rowKey = (metric: string, { dimensions, period }: MetricRow): string =>
  JSON.stringify([metric, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)), period]);
