import { type FactorSet, SHIPPED_FACTOR_SETS } from '#impact/domain';
import type { Day } from '#kernel';
import type { CellTable } from '../domain/cell-table.js';
import { evaluate, readings } from '../domain/evaluate.js';
import type { Figure } from '../domain/figure.js';
import type { MeasureReader } from '../domain/measure-reader.js';
import { type Metric, measureQuery, type Question } from '../domain/metric.js';
import { metrics } from '../domain/metrics/index.js';
import { monthsOf } from '../domain/period.js';
import type { NationalMasses } from '../domain/put-on-market/national-masses.js';
import { type Months, publishedPeriod, sourcesOf } from '../domain/reach.js';
import { GroupSizes } from './group-sizes.js';
import type { MetricRow } from './metric-request.js';
import { Populations, populationOf, populationRows } from './populations.js';
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
  nationalMasses: NationalMasses;
}

/** What decides which questions are asked and what answers them, beside the cells. */
type Circumstances = Pick<MetricState, 'day' | 'factorSet'> & Partial<Pick<MetricState, 'nationalMasses'>>;

export interface PublishedRow {
  /** The same for the same group and period, whatever the value and the factor set that it follows from. */
  key: string;
  row: MetricRow;
  /** Whose row it is; absent: everybody may see it. */
  partner?: string;
}

interface Judged {
  figure: Figure;
  populations: Populations;
}

/** The rows of some months' periods that are published of a metric, by key, before it is judged which may be shown. */
export class PublishedRows {
  readonly all = new Map<string, PublishedRow>();
  /** Absent: its partner's own, which sees it in any case. */
  readonly #judged = new Map<string, Judged>();

  constructor(metric: Metric, months: Months, state: MetricState) {
    for (const question of publishedQuestions(metric, months, state)) {
      const tables = Object.fromEntries(
        Object.entries(readings(metric, question)).map(([name, query]) => [name, state.cells.read(query)]),
      );
      const isOwn = question.by.includes('partner');
      const populations = isOwn
        ? undefined
        : new Populations(metric, question, state.cells.read(populationRows(metric, question)));
      for (const figure of evaluate(metric, question, tables)) {
        if (!isWithin(figure.period, months)) continue;
        const row = rowOf(figure, metric, question, state);
        const { partner } = row.dimensions;
        if (isOwn && typeof partner !== 'string') continue;
        const key = rowKey(metric.definition.name, row);
        this.all.set(key, { key, row, ...(isOwn && typeof partner === 'string' ? { partner } : {}) });
        if (populations !== undefined) this.#judged.set(key, { figure, populations });
      }
    }
  }

  /** Keys of rows that say something else than those of another place, or may be shown for other reasons. */
  differing(others: PublishedRows): Set<string> {
    const keys = new Set([...this.all.keys(), ...others.all.keys()]);
    return new Set([...keys].filter((key) => this.#text(key) !== others.#text(key)));
  }

  /** Of these keys those whose row there is and may be shown: to its partner, or to everybody (CONTRACTS H6). */
  async shown(keys: Iterable<string>, sizes: GroupSizes): Promise<Set<string>> {
    const shown = new Set<string>();
    const asked = new Map<Populations, Map<string, Figure>>();
    for (const key of keys) {
      const judged = this.#judged.get(key);
      if (judged === undefined && this.all.has(key)) shown.add(key);
      if (judged === undefined) continue;
      const figures = asked.get(judged.populations) ?? new Map<string, Figure>();
      asked.set(judged.populations, figures.set(key, judged.figure));
    }
    for (const [populations, figures] of asked) {
      const large = await populations.large(figures.values(), sizes);
      for (const [key, figure] of figures) if (large.has(populations.keyOf(figure))) shown.add(key);
    }
    return shown;
  }

  #text(key: string): string | undefined {
    const published = this.all.get(key);
    const judged = this.#judged.get(key);
    return published && JSON.stringify([published.row, judged?.populations.behind(judged.figure)]);
  }
}

/** Sizes of all groups that are published, to be asked for at one place in history. */
export function publishedSizes(reader: Pick<MeasureReader, 'subjects' | 'subjectShares'>): GroupSizes {
  const state = { day: undefined, factorSet: SHIPPED_FACTOR_SETS.default };
  const populations = metrics.flatMap((metric) =>
    publishedQuestions(metric, {}, state).map((question) => populationOf(metric, question)),
  );
  return new GroupSizes(reader, populations);
}

/** A measure that published rows are made of: the months and dimensions that are asked for. */
export interface NeededCells extends Months {
  measure: string;
  names: ReadonlySet<string>;
}

/** Months whichever factor set is asked with, dimensions for these sets. */
export function neededCells(metric: Metric, months: Months, factorSets: readonly FactorSet[]): NeededCells[] {
  const names = new Map<string, Set<string>>();
  const asked = factorSets.flatMap((factorSet) =>
    publishedQuestions(metric, {}, { day: undefined, factorSet }).flatMap((question) => [
      ...Object.values(readings(metric, question)),
      populationRows(metric, question),
    ]),
  );
  for (const { measure, groupBy, where } of asked) {
    const known = names.get(measure) ?? new Set<string>();
    for (const name of [...groupBy, ...Object.keys(where)]) known.add(name);
    names.set(measure, known);
  }
  const question = publishedQuestion(metric, [], months, { day: undefined, factorSet: SHIPPED_FACTOR_SETS.default });
  return sourcesOf(metric).flatMap((source) => {
    const { measure, from, to } = measureQuery(source, question, metric.columns);
    const needed = names.get(measure);
    if (needed === undefined) return [];
    return { measure, names: needed, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  });
}

const publishedQuestions = (metric: Metric, months: Months, state: Circumstances): Question[] =>
  PUBLISHED_BY.filter((names) => names.every((name) => metric.definition.dimensions.includes(name))).map((by) =>
    publishedQuestion(metric, by, months, state),
  );

function publishedQuestion(
  metric: Metric,
  by: readonly string[],
  { from, to }: Months,
  { day, factorSet, nationalMasses }: Circumstances,
): Question {
  return {
    by: [...new Set([...metric.definition.alwaysBy, ...by])],
    where: {},
    period: publishedPeriod(metric),
    factorSet,
    ...(day === undefined ? {} : { evaluationDay: day }),
    ...(nationalMasses === undefined || !metric.usesNationalMasses ? {} : { nationalMasses }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

const isWithin = (label: string, { from = '', to = '9999-12' }: Months): boolean =>
  monthsOf(label).some((month) => month >= from && month <= to);

const rowKey = (metric: string, { dimensions, period }: MetricRow): string =>
  JSON.stringify([metric, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)), period]);
