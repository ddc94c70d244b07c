import type { Month } from '#kernel';
import type { ReadStore, Scalar, Where } from '#read-store';
import {
  cellIdsOf,
  type MeasureQuery,
  type MeasureRow,
  type Projection,
  type SharePage,
  type SubjectPage,
} from '../domain/index.js';
import { CELLS, collectionOf, restatedOf, SUBJECTS } from '../runner/names.js';
import { readPointer } from '../runner/pointers.js';
import { cellsWhere, dueOn, pendingOn } from './measure-query.js';
import { type SubjectSource, sharePage, subjectPage } from './subject-pages.js';

/** Sums the cells of all live builds: partitions are added on read (CONTRACTS P4). */
export class MeasureReader {
  readonly #names: readonly string[];

  constructor(
    private readonly reads: ReadStore,
    projections: readonly Projection[],
  ) {
    this.#names = projections.filter(({ shape }) => shape !== 'event').map(({ name }) => name);
  }

  /** Rows ascending by month, then by the values of `groupBy`. */
  async read(query: MeasureQuery): Promise<MeasureRow[]> {
    const rows = new Map<string, MeasureRow>();
    const where = cellsWhere(query);
    await this.#addUp(rows, query, { ...where, ...dueOn(query.evaluationDay) }, 'amount');
    await this.#addUp(rows, query, { ...where, ...pendingOn(query.evaluationDay) }, 'pending');
    return [...rows].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
  }

  /** The devices and other subjects behind the cells of a query, due or pending, ascending by id. */
  async subjects(query: MeasureQuery, page: { limit: number; after?: string }): Promise<SubjectPage> {
    const sources: SubjectSource[] = [];
    for (const name of this.#names) {
      const cells = await this.#collection(name, CELLS);
      const subjects = await this.#collection(name, SUBJECTS);
      if (cells === undefined || subjects === undefined) continue;
      const found = await this.reads.sum(cells, { where: cellsWhere(query), groupBy: ['period'], field: 'partition' });
      sources.push({ collection: subjects, periods: found.map(({ group }) => String(group.period)) });
    }
    return subjectPage(this.reads, sources, query, page);
  }

  /** All subjects, ascending by id, with what each adds to some measures. */
  async subjectShares(measures: ReadonlySet<string>, after?: string): Promise<SharePage> {
    const collections: string[] = [];
    for (const name of this.#names) {
      const subjects = await this.#collection(name, SUBJECTS);
      if (subjects !== undefined) collections.push(subjects);
    }
    return sharePage(this.reads, collections, measures, after);
  }

  /** Of each of these measures the closed months in which a cell of it changed after the close. */
  async restatedPeriods(measures: Iterable<string>): Promise<ReadonlyMap<string, ReadonlySet<Month>>> {
    const restated = new Map<string, Set<Month>>();
    for (const measure of measures) {
      const periods = new Set<Month>();
      const where = { id: cellIdsOf(measure) };
      for (const name of this.#names) {
        const found = await this.reads.sum(restatedOf(name), { where, groupBy: ['period'], field: 'partition' });
        for (const { group } of found) periods.add(String(group.period));
      }
      restated.set(measure, periods);
    }
    return restated;
  }

  async #addUp(rows: Map<string, MeasureRow>, query: MeasureQuery, where: Where, into: 'amount' | 'pending') {
    for (const name of this.#names) {
      const cells = await this.#collection(name, CELLS);
      if (cells === undefined) continue;
      const sums = await this.reads.sum(cells, { where, groupBy: ['period', ...query.groupBy], field: 'amount' });
      for (const { group, sum } of sums) {
        const key = JSON.stringify([group.period, ...query.groupBy.map((each) => group[each] ?? null)]);
        const row = rows.get(key) ?? emptyRow(query.groupBy, group);
        row[into] += sum;
        rows.set(key, row);
      }
    }
  }

  async #collection(name: string, collection: string): Promise<string | undefined> {
    const pointer = await readPointer(this.reads, name);
    return pointer && collectionOf(name, pointer.live, collection);
  }
}

function emptyRow(groupBy: readonly string[], group: Record<string, Scalar>): MeasureRow {
  const known = groupBy.filter((name) => group[name] !== null);
  return {
    dimensions: Object.fromEntries(known.map((name) => [name, String(group[name])])),
    period: String(group.period),
    amount: 0n,
    pending: 0n,
  };
}
