import type { MeasureQuery, MeasureRow } from '#projections/domain';
import type { Figure } from '../domain/figure.js';
import { column, type Metric, measureQuery, type Question } from '../domain/metric.js';
import { monthsOf, periodOf } from '../domain/period.js';
import { dimensionsOf, groupKey } from '../domain/tally.js';
import { type GroupSizes, MIN_DEVICES } from './group-sizes.js';

/** A network total is shown to partners from this size on (CONTRACTS H6). */
export const MIN_PARTNERS = 3;

/** Groups of one question, and who and how much is behind each: what privacy is judged by. */
export class Populations {
  readonly #query: MeasureQuery;
  readonly #names: readonly string[];
  readonly #byGroup: ReadonlyMap<string, MeasureRow[]>;

  /** `rows`: the answer to `populationRows` of the same question. */
  constructor(
    private readonly metric: Metric,
    private readonly question: Question,
    rows: readonly MeasureRow[],
  ) {
    const query = populationOf(metric, question);
    this.#query = query;
    this.#names = question.by.filter((name) => query.groupBy.includes(column(metric.columns, name)));
    this.#byGroup = Map.groupBy(
      rows.filter(({ amount }) => amount > 0n),
      ({ dimensions }) => groupKey(dimensionsOf(dimensions, this.#names, metric.columns), ''),
    );
  }

  /** Figures with the same key are about the same group. */
  keyOf({ dimensions, period }: Pick<Figure, 'dimensions' | 'period'>): string {
    return groupKey(this.#groupOf(dimensions), period);
  }

  /** Text of the partners and counts behind a figure: as long as it stays the same, so does what may be shown. */
  behind(figure: Figure): string {
    const inside = this.#inside(figure).map(({ dimensions, period, amount }) => [
      period,
      dimensions[this.#partner] ?? null,
      String(amount),
    ]);
    return JSON.stringify(inside);
  }

  /** Keys of groups that show enough partners and devices to hide the single ones in. */
  async large(figures: Iterable<Figure>, sizes: GroupSizes): Promise<ReadonlySet<string>> {
    const groups = new Map<string, MeasureQuery>();
    const periods = new Map<string, { key: string; period: string }[]>();
    for (const figure of figures) {
      const key = this.keyOf(figure);
      if (groups.has(key) || !this.#isPlausible(figure)) continue;
      const group = this.#groupOf(figure.dimensions);
      groups.set(key, this.#cellsOf(group, figure.period));
      const name = groupKey(group, '');
      periods.set(name, [...(periods.get(name) ?? []), { key, period: figure.period }]);
    }
    return sizes.largeAmong(this.#query, groups, ({ dimensions, period }) => {
      const name = groupKey(dimensionsOf(dimensions, this.#names, this.metric.columns), '');
      const found = periods.get(name) ?? [];
      return found.filter((one) => this.#counts(period, one.period)).map(({ key }) => key);
    });
  }

  #isPlausible(figure: Figure): boolean {
    const inside = this.#inside(figure);
    const partners = new Set(inside.flatMap(({ dimensions }) => dimensions[this.#partner] ?? []));
    const counted = inside.reduce((sum, { amount }) => sum + amount, 0n);
    return partners.size >= MIN_PARTNERS && counted >= BigInt(MIN_DEVICES);
  }

  #inside({ dimensions, period }: Figure): MeasureRow[] {
    const rows = this.#byGroup.get(groupKey(this.#groupOf(dimensions), '')) ?? [];
    return rows.filter((row) => this.#counts(row.period, period));
  }

  /** Whether what happened in a month is behind a period's figure. */
  #counts(month: string, period: string): boolean {
    const label = periodOf(month, this.question.period);
    return this.metric.population.cumulative ? label <= period : label === period;
  }

  #groupOf(dimensions: Figure['dimensions']): Figure['dimensions'] {
    return Object.fromEntries(Object.entries(dimensions).filter(([name]) => this.#names.includes(name)));
  }

  #cellsOf(group: Figure['dimensions'], period: string): MeasureQuery {
    const { columns, population } = this.metric;
    const months = monthsOf(period);
    const exact = this.#names.map((name) => [column(columns, name), [group[name] ?? null]]);
    const { from: _, to: __, ...rest } = this.#query;
    const [from, to] = [population.cumulative ? undefined : months[0], months.at(-1)];
    return {
      ...rest,
      where: { ...rest.where, ...Object.fromEntries(exact) },
      groupBy: [],
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
  }

  get #partner(): string {
    return partnerColumn(this.metric);
  }
}

/** What `GroupSizes` have to be made for to judge a question by. */
export const populationOf = (metric: Metric, question: Question): MeasureQuery =>
  measureQuery(metric.population, question, metric.columns);

export function populationRows(metric: Metric, question: Question): MeasureQuery {
  const query = populationOf(metric, question);
  return { ...query, groupBy: [...query.groupBy, partnerColumn(metric)] };
}

const partnerColumn = ({ columns }: Metric): string => column(columns, 'partner');
