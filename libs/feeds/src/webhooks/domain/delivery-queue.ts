import type { FeedPosition } from '../../domain/index.js';
import { FeedWindow, type OpenStep } from './feed-window.js';
import { laneOf, type QueuedMessage } from './queued-message.js';

/** A message in its lane. */
export interface Entry {
  queued: QueuedMessage;
  /** That it was read with; absent: its record stands for it. */
  step?: OpenStep | undefined;
  underWay: boolean;
  /** From now on a record stands for it. */
  kept: boolean;
  /** There is a record of it, or one is being written. */
  recorded: boolean;
}

/** What has to be written before the places may move. */
export interface Unwritten {
  keep: readonly Entry[];
  bury: readonly Entry[];
  /** Ids of records of messages that are settled. */
  remove: readonly string[];
}

/**
 * Messages for one endpoint: in order within a lane, one under way in each. A message that fails is kept, and with it
 * those behind it, so that the feed can be read on for all others. Pure: it is told what happened and what was written.
 */
export class DeliveryQueue {
  readonly #lanes = new Map<string, Entry[]>();
  readonly #windows = new Map<string, FeedWindow>();
  /** Of all messages in lanes, by feed and id: what is read a second time is not queued a second time. */
  readonly #known = new Set<string>();
  #keep = new Set<Entry>();
  #bury: Entry[] = [];
  #remove: string[] = [];
  #kept = 0;
  #fresh = 0;
  #underWay = 0;

  constructor(kept: readonly QueuedMessage[]) {
    for (const queued of kept) this.restore(queued);
  }

  /** Messages that are kept until they are settled. */
  get pending(): number {
    return this.#kept;
  }

  /** Messages that are in memory only. */
  get fresh(): number {
    return this.#fresh;
  }

  get underWay(): number {
    return this.#underWay;
  }

  /** Takes a message whose record is there. */
  restore(queued: QueuedMessage): void {
    if (this.#known.has(nameOf(queued))) return;
    this.#append({ queued, underWay: false, kept: true, recorded: true });
    this.#kept += 1;
  }

  /** Takes what a step of a feed gives. */
  offer(feed: string, reached: FeedPosition, messages: readonly QueuedMessage[]): void {
    const unknown = messages.filter((queued) => !this.#known.has(nameOf(queued)));
    const step = this.#windowOf(feed).add(reached, unknown.length);
    for (const queued of unknown) {
      const entry: Entry = { queued, step, underWay: false, kept: false, recorded: false };
      const [head] = this.#append(entry);
      this.#fresh += 1;
      if (head?.kept === true) this.#keepFromNowOn(entry);
    }
  }

  /** The oldest that is due, now under way. */
  takeDue(now: number): Entry | undefined {
    for (const [head] of this.#lanes.values()) {
      if (head !== undefined && !head.underWay && head.queued.dueAt <= now) return this.#send(head);
    }
    return undefined;
  }

  /** The one that was tried least, now under way; `now`: of those that are due. */
  takeLeastTried(now = Number.POSITIVE_INFINITY): Entry | undefined {
    let least: Entry | undefined;
    for (const [head] of this.#lanes.values()) {
      if (head === undefined || head.underWay || head.queued.dueAt > now) continue;
      if (least === undefined || head.queued.attempts < least.queued.attempts) least = head;
    }
    return least && this.#send(least);
  }

  /** When the next message is due that is not yet. */
  nextDueAt(now: number): number | undefined {
    const later = [...this.#lanes.values()].flatMap(([head]) =>
      head === undefined || head.underWay || head.queued.dueAt <= now ? [] : [head.queued.dueAt],
    );
    return later.length === 0 ? undefined : later.reduce((least, at) => Math.min(least, at));
  }

  delivered(entry: Entry): void {
    this.#leave(entry);
    this.#settle(entry);
  }

  failed(
    entry: Entry,
    { dueAt, error, unreached = false }: { dueAt: number; error: string; unreached?: boolean },
  ): void {
    this.returned(entry);
    const { queued } = entry;
    entry.queued = { ...queued, attempts: queued.attempts + 1, dueAt, error, unreached };
    for (const one of this.#lanes.get(laneOf(queued)) ?? []) this.#keepFromNowOn(one);
    this.#keep.add(entry);
  }

  /** Its attempts are spent: the turn is the next one's. */
  buried(entry: Entry, error: string): void {
    this.#leave(entry);
    entry.queued = { ...entry.queued, attempts: entry.queued.attempts + 1, error };
    this.#bury.push(entry);
  }

  /** It was not sent after all. */
  returned(entry: Entry): void {
    entry.underWay = false;
    this.#underWay -= 1;
  }

  /** The endpoint is back: everything is due now, or what has not reached it. */
  wake(now: number, which: 'all' | 'unreached' = 'all'): void {
    for (const [head] of this.#lanes.values()) {
      if (head === undefined || head.queued.dueAt <= now) continue;
      if (which === 'unreached' && head.queued.unreached !== true) continue;
      head.queued = { ...head.queued, dueAt: now };
      this.#keep.add(head);
    }
  }

  /** What is to be written now; `written` says that it was. */
  takeUnwritten(): Unwritten {
    const unwritten = { keep: [...this.#keep], bury: this.#bury, remove: this.#remove };
    for (const entry of unwritten.keep) entry.recorded = true;
    this.#keep = new Set();
    this.#bury = [];
    this.#remove = [];
    return unwritten;
  }

  written({ keep, bury }: Unwritten): void {
    for (const entry of [...keep, ...bury]) this.#settle(entry);
  }

  /** Places up to which everything is delivered or written, of the feeds where they have moved since. */
  takeMoved(): Record<string, FeedPosition> {
    const moved = [...this.#windows].map(([feed, window]) => [feed, window.takeMoved()] as const);
    return Object.fromEntries(moved.flatMap(([feed, place]) => (place === undefined ? [] : [[feed, place]])));
  }

  #append(entry: Entry): readonly Entry[] {
    const name = laneOf(entry.queued);
    const entries = this.#lanes.get(name) ?? [];
    entries.push(entry);
    this.#lanes.set(name, entries);
    this.#known.add(nameOf(entry.queued));
    return entries;
  }

  #send(entry: Entry): Entry {
    entry.underWay = true;
    this.#underWay += 1;
    return entry;
  }

  #keepFromNowOn(entry: Entry): void {
    if (entry.kept) return;
    entry.kept = true;
    this.#fresh -= 1;
    this.#kept += 1;
    this.#keep.add(entry);
  }

  #leave(entry: Entry): void {
    this.returned(entry);
    const name = laneOf(entry.queued);
    const entries = this.#lanes.get(name) ?? [];
    entries.shift();
    if (entries.length === 0) this.#lanes.delete(name);
    this.#known.delete(nameOf(entry.queued));
    if (!entry.kept) this.#fresh -= 1;
    else this.#kept -= 1;
    this.#keep.delete(entry);
    if (entry.recorded) this.#remove.push(entry.queued.id);
  }

  #settle(entry: Entry): void {
    if (entry.step === undefined) return;
    this.#windowOf(entry.queued.feed).settle(entry.step);
    entry.step = undefined;
  }

  #windowOf(feed: string): FeedWindow {
    const window = this.#windows.get(feed) ?? new FeedWindow();
    this.#windows.set(feed, window);
    return window;
  }
}

const nameOf = ({ feed, message, again }: QueuedMessage): string =>
  `${again === true ? 'again ' : ''}${feed} ${message.id}`;
