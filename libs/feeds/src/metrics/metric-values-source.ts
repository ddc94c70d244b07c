import { editionName } from '#impact/domain';
import {
  type CellTable,
  type GroupSizes,
  type Metric,
  type MetricState,
  type Months,
  measuresOf,
  metrics,
  type PublishedRow,
  PublishedRows,
  publishedSizes,
  spanned,
} from '#metrics';
import { pause } from '#platform';
import { cellKeyOfId, closedMonths, comparePlaces, type Horizon } from '#projections';
import type { FeedMessage, FeedPosition, FeedSource, FeedStep } from '../domain/index.js';
import { byCalendar, isMoved } from './calendar-reach.js';
import { byChoice } from './choice-reach.js';
import type { Circumstances } from './circumstances.js';
import { HeldCells } from './held-cells.js';
import { byMasses, overMasses } from './mass-reach.js';
import { type MetricHistory, neededOf, reached, type Touched, touch } from './metric-history.js';
import { compareReached, type MetricPlace, placeAt, placeOf, positionOf } from './metric-place.js';
import { metricsFeed, type Reading, valueMessage } from './metrics-feed.js';

/** Changes that are taken in for one step; more wait for the next. */
const CHANGES_MAX = 100_000;
const LOOK_MILLIS = 250;

export interface MetricValuesOptions {
  history: MetricHistory;
  /** Values are read at most this often. */
  everyMillis: number;
  /** Told when all present values are published anew, and why. */
  onRepublish?: (why: string) => void;
}

interface Change {
  touched: Touched;
  /** Closed months that changed, by measure: marked for good, so that every row of theirs is restated. */
  restated: Touched;
  /** What each cell has got, by its key. */
  amounts: Map<string, bigint>;
  horizon: Horizon;
}

/**
 * The present values of metrics, by the change list (CONTRACTS P6). What has changed since a place is published as it
 * is now: who reads the same place again gets the same rows, or newer ones.
 */
export class MetricValuesSource implements FeedSource {
  readonly feed = metricsFeed;

  constructor(private readonly options: MetricValuesOptions) {}

  async *read(after: FeedPosition | null, signal: AbortSignal): AsyncIterable<readonly FeedStep[]> {
    const { history, everyMillis, onRepublish } = this.options;
    let place = placeOf(after, history.log.epoch);
    const held = new HeldCells(history);
    let isChecked = false;
    while (!signal.aborted) {
      const horizon = await history.changes.horizon();
      if (horizon === undefined) {
        await pause(LOOK_MILLIS, signal);
        continue;
      }
      if (place !== undefined && (await history.isLost(place, horizon, { isChecked }))) {
        onRepublish?.('its place is older than the changes that are kept, or of a read store that is gone');
        place = undefined;
      } else if (place === undefined && after !== null && !isChecked) onRepublish?.('its place is of another log');
      isChecked = true;
      if (place === undefined || place.pending !== undefined) {
        const first: MetricPlace = place ?? (await this.#placeAt(horizon, 0));
        yield* this.#all(first);
        place = withoutPending(first);
      } else if (!place.isWithoutMasses && place.asOf === horizon.asOf && comparePlaces(place, horizon) === 0) {
        await pause(LOOK_MILLIS, signal);
        continue;
      } else {
        place = yield* this.#changed(place, horizon, held);
      }
      await pause(everyMillis, signal);
    }
  }

  compare(a: FeedPosition, b: FeedPosition): number {
    return compareReached(a, b, this.options.history.log);
  }

  async check(place: FeedPosition | null): Promise<void> {
    this.options.history.check(place);
  }

  lag(after: FeedPosition | null): Promise<number> {
    return this.options.history.lag(after);
  }

  async end(): Promise<FeedPosition | null> {
    const horizon = await this.options.history.changes.horizon();
    return horizon === undefined ? null : positionOf(await this.#placeAt(horizon));
  }

  /** Everything that is there, metric by metric, so that it goes on where it was interrupted. */
  async *#all(place: MetricPlace): AsyncGenerator<FeedStep[]> {
    const { history } = this.options;
    const reading = this.#reading(place);
    const past = history.changes.pastAt(place);
    const sizes = publishedSizes(history.measures);
    const circumstances = await history.circumstances.at(await history.circumstances.withEarlierMasses(place));
    for (let index = place.pending ?? 0; index < metrics.length; index += 1) {
      const metric = metrics[index] as Metric;
      const cells = await history.tableAt(past, neededOf([[metric, {}]], [circumstances.set]));
      const rows = new PublishedRows(metric, {}, await this.#stateOf(metric, cells, circumstances));
      const shown = await rows.shown(rows.all.keys(), sizes);
      const messages = [...rows.all].filter(([key]) => shown.has(key)).map(([, row]) => valueMessage(row, reading));
      const next = index + 1 < metrics.length ? { ...place, pending: index + 1 } : withoutPending(place);
      yield [{ messages, reached: positionOf(next) }];
    }
  }

  async *#changed(place: MetricPlace, present: Horizon, held: HeldCells): AsyncGenerator<FeedStep[], MetricPlace> {
    const { history } = this.options;
    const { touched, restated, amounts, horizon } = await this.#changesSince(place, present);
    const next = await this.#placeAt(horizon);
    const { circumstances } = history;
    const was = await circumstances.at(await circumstances.withEarlierMasses(place));
    const is = await circumstances.at(next);
    const past = history.changes.pastAt(place);
    const sizes = publishedSizes(history.measures);
    const spans = reached(touched);
    const untold = new Set(place.isWithoutMasses ? overMasses() : []);
    const others: [Metric, Months][] = [
      ...(await byCalendar(history, past, was.time, is.time)),
      ...byChoice(was.set, is.set, {}),
      ...byMasses(was.masses, is.masses),
      ...[...untold].map((metric): [Metric, Months] => [metric, {}]),
    ];
    for (const [metric, months] of others) spans.set(metric, spanned(spans.get(metric), months));
    const cells = await held.at(place, past, spans.keys(), [was.set, is.set]);
    const before = new Map<Metric, PublishedRows>();
    for (const [metric, months] of spans)
      before.set(metric, new PublishedRows(metric, months, await this.#stateOf(metric, cells, was)));
    held.advance(amounts, next);
    const messages: FeedMessage[] = [];
    for (const [metric, old] of before) {
      const now = new PublishedRows(metric, spans.get(metric) ?? {}, await this.#stateOf(metric, cells, is));
      const isForced =
        untold.has(metric) ||
        isMoved(was.time.period, is.time.period) ||
        [...measuresOf(metric)].some((each) => restated.has(each));
      messages.push(...(await this.#messagesOf(old, now, { sizes, next, is, isForced })));
    }
    yield [{ messages, reached: positionOf(next) }];
    return next;
  }

  async #messagesOf(
    old: PublishedRows,
    now: PublishedRows,
    { sizes, next, is, isForced }: { sizes: GroupSizes; next: MetricPlace; is: Circumstances; isForced: boolean },
  ): Promise<FeedMessage[]> {
    const keys = isForced ? new Set([...now.all.keys(), ...old.all.keys()]) : now.differing(old);
    const shown = await now.shown(keys, sizes);
    const reading = this.#reading(next);
    return [...keys].flatMap((key) => {
      const [row, formerly] = [now.all.get(key), old.all.get(key)];
      if (row !== undefined && shown.has(key)) return [valueMessage(row, reading)];
      if (formerly === undefined) return [];
      return [valueMessage(withSet(formerly, is), reading, row === undefined ? 'empty' : 'withheld')];
    });
  }

  async #stateOf(metric: Metric, cells: CellTable, circumstances: Circumstances): Promise<MetricState> {
    const { time, set, closedAtChange, masses, closedAtEdition } = circumstances;
    return {
      cells,
      day: time.day,
      closed: closedMonths(time),
      closedAtChange: closedMonths(closedAtChange),
      closedBefore: new Map([...closedAtEdition].map(([position, before]) => [position, closedMonths(before)])),
      restated: await this.options.history.measures.restatedPeriods(measuresOf(metric)),
      factorSet: set,
      nationalMasses: masses,
    };
  }

  async #changesSince(place: MetricPlace, horizon: Horizon): Promise<Change> {
    const { changes } = this.options.history;
    const touched: Touched = new Map();
    const restated: Touched = new Map();
    const amounts = new Map<string, bigint>();
    let until: Horizon = { ...horizon, generation: place.generation, seq: place.seq, asOf: place.asOf };
    for (let count = 0; comparePlaces(until, horizon) < 0; ) {
      const page = await changes.page(until, horizon);
      for (const commit of page.commits) {
        count += commit.changes.length;
        for (const { id, cell, old, new: amount, restated: isRestated } of commit.changes) {
          const key = cellKeyOfId(id);
          amounts.set(key, (amounts.get(key) ?? 0n) + amount - old);
          touch(touched, cell);
          if (isRestated) touch(restated, cell);
        }
      }
      until = { ...page.until, asOf: page.commits.at(-1)?.position ?? until.asOf };
      if (count >= CHANGES_MAX) return { touched, restated, amounts, horizon: until };
    }
    return { touched, restated, amounts, horizon };
  }

  async #placeAt(horizon: Horizon, pending?: number): Promise<MetricPlace> {
    const place = placeAt(horizon, await this.options.history.circumstances.until(horizon.asOf));
    return pending === undefined ? place : { ...place, pending };
  }

  #reading({ asOf }: MetricPlace): Reading {
    return { asOf, time: new Date(this.options.history.options.now()).toISOString() };
  }
}

const withoutPending = ({ pending: _, ...place }: MetricPlace): MetricPlace => place;

/** A row that is gone as well is said of the set that answers now. */
const withSet = (published: PublishedRow, { set }: Circumstances): PublishedRow =>
  published.row.factorSet === null
    ? published
    : { ...published, row: { ...published.row, factorSet: editionName(set) } };
