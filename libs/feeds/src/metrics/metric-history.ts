import type { EventLog } from '#event-store';
import type { FactorSet } from '#impact/domain';
import {
  type CellTable,
  type Metric,
  type Months,
  measuresOf,
  measuresProjection,
  metrics,
  type NeededCells,
  neededCells,
  reachOf,
  spanned,
} from '#metrics';
import {
  BuildReplaced,
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
import { PastTable } from './past-table.js';

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

  /** A place of another log is one to begin anew from: everything, or what is kept, is told then. */
  check(reached: FeedPosition | null): void {
    const place = placeOf(reached, this.log.epoch);
    if (place !== undefined) this.log.compare(place.asOf, place.asOf);
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

  /** Needed cells as they were at a place. */
  async tableAt(past: PastAmounts, needed: readonly NeededCells[]): Promise<CellTable> {
    for (;;) {
      try {
        return await this.#filled(past, needed);
      } catch (error) {
        if (!(error instanceof BuildReplaced)) throw error;
      }
    }
  }

  async #filled(past: PastAmounts, needed: readonly NeededCells[]): Promise<CellTable> {
    const filling = new PastTable(past, new Map(needed.map(({ measure, names }) => [measure, names])));
    for (const { measure, from, to } of needed) {
      for await (const portion of this.changes.cells(measure, from, to)) {
        await past.upToNow();
        filling.take(measure, portion);
      }
      filling.finish(measure);
    }
    return filling.table;
  }

  /** Cells that come to count on these days, at a place or after it. */
  async maturing(past: PastAmounts, from: string, to: string): Promise<Cell[]> {
    for (;;) {
      try {
        const ids = new Set<string>();
        for await (const portion of this.changes.maturing(from, to)) for (const id of portion.keys()) ids.add(id);
        await past.upToNow();
        const cells = [...ids, ...past.ids()].map((id) => cellOfKey(cellKeyOfId(id)));
        return cells.filter(({ effectiveOn }) => effectiveOn >= from && effectiveOn <= to);
      } catch (error) {
        if (!(error instanceof BuildReplaced)) throw error;
      }
    }
  }
}

/** What metrics need for these months and factor sets, each measure once. */
export function neededOf(
  needs: readonly (readonly [Metric, Months])[],
  factorSets: readonly FactorSet[],
): NeededCells[] {
  const byMeasure = new Map<string, NeededCells>();
  for (const [metric, months] of needs) {
    for (const { measure, names, ...span } of neededCells(metric, months, factorSets)) {
      const before = byMeasure.get(measure);
      const all = new Set([...(before?.names ?? []), ...names]);
      byMeasure.set(measure, { measure, names: all, ...spanned(before && monthsIn(before), span) });
    }
  }
  return [...byMeasure.values()];
}

const monthsIn = ({ from, to }: Months): Months => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

export function touch(touched: Touched, { measure, period }: Pick<Cell, 'measure' | 'period'>): void {
  touched.set(measure, spanned(touched.get(measure), { from: period, to: period }));
}

/** Metrics whose values may follow from what was touched, each with the months of its values. */
export function reached(touched: Touched): Map<Metric, Months> {
  const found = new Map<Metric, Months>();
  for (const metric of metrics) {
    for (const measure of measuresOf(metric)) {
      const months = touched.get(measure);
      if (months !== undefined) found.set(metric, spanned(found.get(metric), reachOf(metric, months)));
    }
  }
  return found;
}
