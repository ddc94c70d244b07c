import { editionName } from '#impact/domain';
import type { Month } from '#kernel';
import {
  type CellTable,
  type GroupSizes,
  type Metric,
  type MetricState,
  type Months,
  measuresOf,
  monthsOf,
  type PublishedRow,
  PublishedRows,
  publishedSizes,
  spanned,
} from '#metrics';
import { pause } from '#platform';
import {
  type CellCommit,
  type ClosedTime,
  cellKeyOfId,
  closedMonths,
  comparePlaces,
  type Horizon,
  type ListedChange,
} from '#projections';
import type { FeedMessage, FeedPosition, FeedSource, FeedStep } from '../domain/index.js';
import { byCalendar, isMoved } from './calendar-reach.js';
import { byChoice } from './choice-reach.js';
import { type Circumstance, type Circumstances, circumstancesAfter, withTaken } from './circumstances.js';
import { byMasses } from './mass-reach.js';
import { type MetricHistory, neededOf, reached, type Touched, touch } from './metric-history.js';
import { compareReached, type MetricPlace, placeAt, placeOf, positionOf } from './metric-place.js';
import { type Reason, restatementMessage, restatementsFeed } from './restatements-feed.js';

const LOOK_MILLIS = 250;
/** Events named as causes of one restatement. */
const BECAUSE_MAX = 20;
/** Places without restatements are worth a step only now and then. */
const QUIET_MILLIS = 5_000;

/** One thing after which values of closed periods may be others. */
type Turn = { kind: 'commit'; commit: CellCommit } | Circumstance;

interface Turning {
  turn: Turn;
  was: Circumstances;
  is: Circumstances;
  spans: Map<Metric, Months>;
  place: MetricPlace;
}

export interface RestatementsOptions {
  history: MetricHistory;
  /** Told when changes are missing between a place and what is kept. */
  onGap?: (why: string) => void;
}

/**
 * What changed in closed periods, commit by commit. Values are read from the cells as they were at each place, so that
 * every reader finds the same restatements under the same ids, and each begins where the one before it ended.
 */
export class RestatementsSource implements FeedSource {
  readonly feed = restatementsFeed;

  constructor(private readonly options: RestatementsOptions) {}

  async *read(after: FeedPosition | null, signal: AbortSignal): AsyncIterable<readonly FeedStep[]> {
    const { history, onGap } = this.options;
    let place = await this.#placeOf(after);
    if (after !== null && place === undefined) onGap?.('its place is of another log');
    let isChecked = false;
    /** As far as everything was taken in. */
    let ended: Horizon | undefined;
    let told = { position: after?.position, at: 0 };
    while (!signal.aborted) {
      const horizon = await history.changes.horizon();
      if (horizon === undefined) {
        await pause(LOOK_MILLIS, signal);
        continue;
      }
      if (place !== undefined && (await history.isLost(place, horizon, { isChecked }))) {
        onGap?.('its place is older than the changes that are kept, or of a read store that is gone');
        place = undefined;
      }
      isChecked = true;
      place ??= await this.#start(horizon);
      const nothing = { turnings: [], next: place };
      const { turnings, next } = isSame(ended, horizon) ? nothing : await this.#turningsAfter(place, horizon);
      const steps = await this.#stepsOf(place, turnings);
      const now = history.options.now();
      const isQuiet = steps.every(({ messages }) => messages.length === 0);
      if (!isQuiet) yield steps;
      const reached = positionOf(next);
      const isFurther = reached.position !== told.position;
      if (!isQuiet || (isFurther && now - told.at >= QUIET_MILLIS)) {
        yield [{ messages: [], reached }];
        told = { position: reached.position, at: now };
      }
      const isEnd = comparePlaces(next, place) === 0;
      place = next;
      ended = comparePlaces(next, horizon) === 0 ? horizon : undefined;
      if (isEnd) await pause(LOOK_MILLIS, signal);
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
    const { history } = this.options;
    const horizon = await history.changes.horizon();
    if (horizon === undefined) return null;
    return positionOf(placeAt(horizon, await history.circumstances.until(horizon.asOf)));
  }

  async #placeOf(after: FeedPosition | null): Promise<MetricPlace | undefined> {
    const { log, circumstances } = this.options.history;
    const found = placeOf(after, log.epoch);
    if (found === undefined) return undefined;
    const { isWithoutMasses: _, ...place } = await circumstances.withEarlierMasses(found);
    return place;
  }

  /** Right before the first commit that is kept. */
  async #start(horizon: Horizon): Promise<MetricPlace> {
    const { history } = this.options;
    const first = await history.changes.first();
    if (first === undefined) return placeAt(horizon, await history.circumstances.until(horizon.asOf));
    const { generation, seq, position } = first;
    const taken = await history.circumstances.until(position, { isBefore: true });
    return { generation, seq: seq - 1, asOf: position, ...taken };
  }

  async #turningsAfter(place: MetricPlace, horizon: Horizon): Promise<{ turnings: Turning[]; next: MetricPlace }> {
    const { history } = this.options;
    const { commits, until } = await history.changes.page(place, horizon);
    const isEnd = comparePlaces(until, horizon) === 0;
    const asOf = isEnd ? horizon.asOf : (commits.at(-1)?.position ?? place.asOf);
    const waiting = await history.circumstances.after(place);
    let present = await history.circumstances.at(place);
    let at = place;
    const turnings: Turning[] = [];
    const takeWhile = async (isDue: (one: Circumstance) => boolean) => {
      for (let [turn] = waiting; turn !== undefined && isDue(turn); [turn] = waiting) {
        waiting.shift();
        const was = present;
        present = circumstancesAfter(was, turn);
        const moved = withTaken(at, turn);
        const spans = await this.#spansOf(at, was, present);
        if (spans.size > 0) turnings.push({ turn, was, is: present, spans, place: moved });
        at = moved;
      }
    };
    const { compare } = history.log;
    for (const commit of commits) {
      // A close or choice at the very end of a commit comes after it: what the commit holds was known before.
      await takeWhile(({ position }) => compare.call(history.log, position, commit.position) < 0);
      const { generation, seq, position } = commit;
      at = { ...at, generation, seq, asOf: position };
      const touched: Touched = new Map();
      for (const { cell } of commit.changes) if (cell.period <= (present.time.period ?? '')) touch(touched, cell);
      // Without anything closed as well: a month that it touched may be closed within the same page.
      turnings.push({
        turn: { kind: 'commit', commit },
        was: present,
        is: present,
        spans: reached(touched),
        place: at,
      });
    }
    if (isEnd) await takeWhile(({ position }) => compare.call(history.log, position, asOf) <= 0);
    return { turnings, next: { ...at, ...until, asOf } };
  }

  /** What matured, or follows from another set or other masses, in closed periods; those closed only now are as they were. */
  async #spansOf(place: MetricPlace, was: Circumstances, is: Circumstances): Promise<Map<Metric, Months>> {
    const { period } = was.time;
    const { day } = is.time;
    if (period === undefined) return new Map();
    const { history } = this.options;
    const spans = isMoved(was.time.day, day)
      ? await byCalendar(history, history.changes.pastAt(place), was.time, { period, day })
      : [...byChoice(was.set, is.set, { to: period }), ...byMasses(was.masses, is.masses)];
    return new Map([...spans].filter(([, { from = '' }]) => from <= period));
  }

  async #stepsOf(place: MetricPlace, turnings: readonly Turning[]): Promise<FeedStep[]> {
    if (turnings.every(({ spans }) => spans.size === 0)) return [];
    const { history } = this.options;
    const needs = new Map<Metric, Months>();
    for (const { spans } of turnings)
      for (const [metric, months] of spans) needs.set(metric, spanned(needs.get(metric), months));
    const sets = turnings.flatMap(({ was, is }) => [was.set, is.set]);
    const needed = neededOf([...needs], [...new Set(sets)]);
    const cells = await history.tableAt(history.changes.pastAt(place), needed);
    const sizes = publishedSizes(history.measures);
    const steps: FeedStep[] = [];
    for (const turning of turnings)
      steps.push({ messages: await this.#messagesOf(turning, cells, sizes), reached: positionOf(turning.place) });
    return steps;
  }

  async #messagesOf({ turn, was, is, spans }: Turning, cells: CellTable, sizes: GroupSizes): Promise<FeedMessage[]> {
    const changes = turn.kind === 'commit' ? turn.commit.changes : [];
    const before: [Metric, PublishedRows][] = [];
    for (const [metric, months] of spans) before.push([metric, closedRows(metric, months, cells, was, is.time)]);
    for (const { id, old, new: amount } of changes) cells.add(cellKeyOfId(id), amount - old);
    const messages: FeedMessage[] = [];
    const times = new Map<string, string>();
    for (const [metric, old] of before) {
      const present = closedRows(metric, spans.get(metric) ?? {}, cells, is, is.time);
      const keys = [...present.differing(old)].filter((key) =>
        isOfClosed(present.all.get(key) ?? old.all.get(key), is),
      );
      const [wasShown, isShown] = [await old.shown(keys, sizes), await present.shown(keys, sizes)];
      for (const key of keys) {
        const formerly = wasShown.has(key) ? old.all.get(key) : undefined;
        const row = isShown.has(key) ? present.all.get(key) : undefined;
        const either = row ?? formerly;
        if (either === undefined) continue;
        const reason = await this.#reasonOf(turn, metric, either, was, times);
        const message = restatementMessage(formerly, row, reason);
        if (message !== undefined) messages.push(message);
      }
    }
    return messages;
  }

  async #reasonOf(
    turn: Turn,
    metric: Metric,
    { row }: PublishedRow,
    was: Circumstances,
    times: Map<string, string>,
  ): Promise<Reason> {
    if (turn.kind === 'closing') {
      const { eventId, recordedAt } = turn.closing;
      return { cause: 'matured', because: [], isMore: false, mark: eventId, time: recordedAt };
    }
    if (turn.kind === 'choice') {
      const { eventId, recordedAt, set } = turn.choice;
      const sets = { former: editionName(was.set), present: editionName(set) };
      return { cause: 'factor-set', because: [eventId], isMore: false, mark: eventId, time: recordedAt, sets };
    }
    if (turn.kind === 'masses') {
      const { eventId, recordedAt, content } = turn.activation;
      const edition = editionName(content);
      return { cause: 'put-on-market', because: [eventId], isMore: false, mark: eventId, time: recordedAt, edition };
    }
    const { cause, changes, generation } = turn.commit;
    const because = new Set<string>();
    const behind = changes.filter(({ cell }) => isBehind(metric, row, cell));
    for (const change of behind) for (const id of change.because) because.add(id);
    const named = [...because].sort();
    const some = named.slice(0, BECAUSE_MAX);
    return {
      cause,
      because: some,
      isMore: named.length > some.length,
      mark: cause === 'events' ? '' : String(generation),
      time: await this.#timeOf(named.at(-1), times),
    };
  }

  /** When the last of the causing events was recorded; of a new build: now. */
  async #timeOf(eventId: string | undefined, known: Map<string, string>): Promise<string> {
    const { log, options } = this.options.history;
    const now = () => new Date(options.now()).toISOString();
    if (eventId === undefined) return now();
    const time = known.get(eventId) ?? (await log.readEvent(eventId))?.event.recordedAt ?? now();
    known.set(eventId, time);
    return time;
  }
}

const isSame = (one: Horizon | undefined, other: Horizon): boolean =>
  one !== undefined && one.asOf === other.asOf && comparePlaces(one, other) === 0;

/** Rows of the months until those that are closed, as seen on the last closed day, with the set and masses of then. */
function closedRows(
  metric: Metric,
  months: Months,
  cells: CellTable,
  { time, set, masses }: Circumstances,
  { period }: ClosedTime,
): PublishedRows {
  const closed = closedMonths({ day: undefined, period });
  const nothing = new Set<Month>();
  const state: MetricState = {
    ...{ cells, day: time.day, closed, factorSet: set, nationalMasses: masses },
    ...{ restated: new Map(), closedAtChange: nothing, closedBefore: new Map() },
  };
  return new PublishedRows(metric, { ...months, to: earlier(months.to, period ?? '') }, state);
}

function isOfClosed(published: PublishedRow | undefined, { time: { period } }: Circumstances): boolean {
  const closed = closedMonths({ day: undefined, period });
  return published !== undefined && monthsOf(published.row.period).every((month) => closed.has(month));
}

const earlier = (month: Month | undefined, limit: Month): Month =>
  month !== undefined && month < limit ? month : limit;

/** Whether a cell can be part of the row. */
function isBehind(
  metric: Metric,
  row: PublishedRow['row'],
  { measure, period, dimensions }: ListedChange['cell'],
): boolean {
  if (!measuresOf(metric).has(measure)) return false;
  const months = monthsOf(row.period);
  if (period > (months.at(-1) ?? '')) return false;
  const isCumulative = Object.values(metric.sources).some(({ cumulative, monthsBefore }) => cumulative || monthsBefore);
  if (!isCumulative && period < (months[0] ?? '')) return false;
  return Object.entries(row.dimensions).every(([name, value]) => {
    const found = dimensions[metric.columns[name] ?? name];
    return (
      !['partner', 'category', 'country'].includes(name) || value === null || found === undefined || found === value
    );
  });
}
