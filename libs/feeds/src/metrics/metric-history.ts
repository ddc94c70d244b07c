import type { EventLog } from '#event-store';
import {
  CellTable,
  type Metric,
  type Months,
  measuresOf,
  measuresProjection,
  neededCells,
  publishedMetrics,
  reachOf,
  spanned,
} from '#metrics';
import {
  type Cell,
  ChangeList,
  cellKeyOfId,
  cellOfKey,
  comparePlaces,
  type Horizon,
  MeasureReader,
  type PastAmounts,
} from '#projections';
import type { ReadStore } from '#read-store';
import type { FeedPosition } from '../domain/index.js';
import { CircumstanceHistory } from './circumstances.js';
import { type MetricPlace, placeOf } from './metric-place.js';

const DAY_MILLIS = 86_400_000;

export interface MetricHistoryOptions {
  log: EventLog;
  reads: ReadStore;
  /** Days of the log for which changes are kept. */
  changeDays: number;
  /** UTC milliseconds. */
  now(): number;
}

/** Months that changed, by measure. */
export type Touched = Map<string, Months>;

/** What values of metrics were made of at any place of the change list, and what changed in between. */
export class MetricHistory {
  readonly changes: ChangeList;
  readonly measures: MeasureReader;
  readonly circumstances: CircumstanceHistory;

  constructor(readonly options: MetricHistoryOptions) {
    const { log, reads } = options;
    this.changes = new ChangeList(reads, log, measuresProjection.name);
    this.measures = new MeasureReader(reads, [measuresProjection]);
    this.circumstances = new CircumstanceHistory(log);
  }

  get log(): EventLog {
    return this.options.log;
  }

  /** Whether nothing can go on from a place. One that was read from a moment ago is only held against the present end. */
  async isLost(place: MetricPlace, horizon: Horizon, { isChecked }: { isChecked: boolean }): Promise<boolean> {
    return comparePlaces(place, horizon) > 0 || (!isChecked && !(await this.#goesOnFrom(place, horizon)));
  }

  /** How many events of the log the values at a place do not know. */
  async lag(after: FeedPosition | null): Promise<number> {
    return this.log.distance(placeOf(after, this.log.epoch)?.asOf ?? null, await this.log.head());
  }

  /**
   * Whether changes after a place are there without a gap. They are not where the place is older than what is kept, or
   * of a read store that has been emptied since.
   */
  async #goesOnFrom(place: MetricPlace, horizon: Horizon): Promise<boolean> {
    const { log, changes, options } = this;
    if (log.compare(place.asOf, horizon.asOf) > 0) return false;
    const since = new Date(options.now() - options.changeDays * DAY_MILLIS).toISOString();
    const pruned = await log.positionAt(since);
    if (pruned !== null && log.compare(place.asOf, pruned) < 0) return false;
    const [next] = (await changes.page(place, horizon)).commits;
    return next === undefined || log.compare(next.position, place.asOf) >= 0;
  }

  /** The cells that metrics need for these months, as they were at each of some places. */
  async tablesAt<const Pasts extends readonly PastAmounts[]>(
    pasts: Pasts,
    needs: readonly (readonly [Metric, Months])[],
  ): Promise<{ [Index in keyof Pasts]: CellTable }> {
    const needed = this.#neededOf(needs);
    const present = new Map<string, Map<string, bigint>>();
    for (const { measure, from, to } of needed) present.set(measure, await this.changes.cells(measure, from, to));
    // Read after the cells: whatever has changed since a place is said here, however new the cells are.
    for (const past of pasts) await past.upToNow();
    return pasts.map((past) => {
      const table = new CellTable();
      for (const [measure, amounts] of present) {
        table.hold(measure);
        const then = past.of(measure);
        for (const [id, amount] of amounts) if (!then.has(id)) table.add(cellKeyOfId(id), amount);
        for (const [id, amount] of then) table.add(cellKeyOfId(id), amount);
      }
      return table;
    }) as { [Index in keyof Pasts]: CellTable };
  }

  /** Cells that come to count on these days, at a place or after it. */
  async maturing(past: PastAmounts, from: string, to: string): Promise<Cell[]> {
    const present = await this.changes.maturing(from, to);
    await past.upToNow();
    const cells = [...present.keys(), ...past.ids()].map((id) => cellOfKey(cellKeyOfId(id)));
    return cells.filter(({ effectiveOn }) => effectiveOn >= from && effectiveOn <= to);
  }

  #neededOf(needs: readonly (readonly [Metric, Months])[]): ({ measure: string } & Months)[] {
    const byMeasure = new Map<string, Months>();
    for (const [metric, months] of needs) {
      for (const { measure, ...span } of neededCells(metric, months))
        byMeasure.set(measure, spanned(byMeasure.get(measure), span));
    }
    return [...byMeasure].map(([measure, span]) => ({ measure, ...span }));
  }
}

export function touch(touched: Touched, { measure, period }: Pick<Cell, 'measure' | 'period'>): void {
  touched.set(measure, spanned(touched.get(measure), { from: period, to: period }));
}

/** Metrics whose values may follow from what was touched, each with the months of its values. */
export function reached(touched: Touched): Map<Metric, Months> {
  const found = new Map<Metric, Months>();
  for (const metric of publishedMetrics) {
    for (const measure of measuresOf(metric)) {
      const months = touched.get(measure);
      if (months !== undefined) found.set(metric, spanned(found.get(metric), reachOf(metric, months)));
    }
  }
  return found;
}
