import {
  type Delivery,
  type EventLog,
  ForeignPosition,
  holderKey,
  type LoggedEvent,
  type Position,
  type ReservationKey,
  type SubscribeOptions,
} from '../port.js';
import { StreamCache } from '../stream-cache.js';
import { distanceBetween } from './distance.js';
import { EventIndex } from './event-index.js';
import { Fates } from './fates.js';
import { follow } from './follow.js';
import type { LogStart } from './log-epoch.js';
import { Moments } from './moments.js';
import { comparePlaces, type Place, PlaceTokens } from './place.js';
import { keyStream } from './plan.js';
import { eventOf } from './stored-event.js';
import { NoSuchPlace, type StoredRecord, type StreamServer } from './stream-server.js';
import { VisibleLog } from './visible-log.js';

const PAGE_EVENTS = 1_000;

export interface LogParts {
  server: StreamServer;
  start: LogStart;
}

/** The reading half of the log on an EventStoreDB. */
export class EventStoreDbLog implements EventLog {
  readonly epoch: string;
  protected readonly server: StreamServer;
  protected readonly tokens: PlaceTokens;
  protected readonly visible: VisibleLog;
  protected readonly fates: Fates;
  protected readonly streams = new StreamCache();
  private readonly index: EventIndex;
  private readonly moments: Moments;
  private readonly closed = new AbortController();

  constructor({ server, start }: LogParts) {
    const { epoch, place } = start;
    this.server = server;
    this.epoch = epoch;
    this.tokens = new PlaceTokens(epoch);
    this.visible = new VisibleLog(server, place);
    this.fates = new Fates(server);
    this.index = new EventIndex(server, this.fates);
    this.moments = new Moments(this.visible, server);
  }

  protected logged(record: StoredRecord): LoggedEvent {
    return { event: eventOf(record), position: this.tokens.write(record.place) };
  }

  async readStream(stream: string, fromRevision = 0, limit?: number): Promise<LoggedEvent[]> {
    const records = await this.records(stream, fromRevision, limit ?? Number.POSITIVE_INFINITY);
    return records.map((record) => this.logged(record));
  }

  private async records(stream: string, fromRevision: number, limit: number): Promise<StoredRecord[]> {
    const found: StoredRecord[] = [];
    while (found.length < limit) {
      const wanted = Math.min(PAGE_EVENTS, limit - found.length);
      const page = await this.server.read(stream, fromRevision + found.length, wanted);
      found.push(...page);
      if (page.length < wanted) break;
    }
    return found;
  }

  async readStreams(streams: readonly string[]): Promise<Map<string, LoggedEvent[]>> {
    const read = await Promise.all([...new Set(streams)].map(async (name) => [name, await this.whole(name)] as const));
    return new Map(read);
  }

  /** What is remembered of it, and what has been written since: the server knows how far it goes. */
  private async whole(stream: string): Promise<LoggedEvent[]> {
    const known = this.streams.get(stream);
    const added = await this.records(stream, known?.events.length ?? 0, Number.POSITIVE_INFINITY);
    if (added.length === 0) return known?.events.slice() ?? [];
    const events = [...(known?.events ?? []), ...added.map((record) => this.logged(record))];
    const characters = added.reduce((sum, { data }) => sum + data.length, known?.characters ?? 0);
    this.streams.put(stream, { events, characters });
    return events.slice();
  }

  async readEvent(id: string): Promise<LoggedEvent | undefined> {
    const record = await this.index.find(id);
    return record === undefined ? undefined : this.logged(record);
  }

  async readAll(after: Position | null, limit: number): Promise<LoggedEvent[]> {
    const place = await this.place(after);
    const records = await this.visible.after(place, limit).catch((error) => this.noPlace(after, error));
    return records.map((record) => this.logged(record));
  }

  async *subscribe(after: Position | null, { prefixes, signal }: SubscribeOptions): AsyncGenerator<Delivery> {
    const { server, visible, tokens } = this;
    const ended = AbortSignal.any([signal, this.closed.signal]);
    if (ended.aborted) return;
    const place = await this.place(after);
    const options = { signal: ended, ...(prefixes && { prefixes }) };
    try {
      for await (const delivery of follow(place ?? visible.start, options, { server, visible, tokens })) {
        if (prefixes === undefined && delivery.kind === 'event') {
          this.moments.pass(() => tokens.place(delivery.position));
        }
        yield delivery;
      }
    } catch (error) {
      this.noPlace(after, error);
    }
  }

  async holders(keys: readonly ReservationKey[]): Promise<Map<string, string>> {
    const states = await this.fates.keyStates(keys.map(({ scope, key }) => keyStream(scope, key)));
    const held = keys.flatMap((key, index): [string, string][] => {
      const holder = states[index]?.holder ?? null;
      return holder === null ? [] : [[holderKey(key), holder]];
    });
    return new Map(held);
  }

  async head(): Promise<Position | null> {
    const last = await this.visible.last();
    return last === undefined ? null : this.tokens.write(last.place);
  }

  async distance(after: Position | null, to: Position | null): Promise<number> {
    const [from, until] = [await this.place(after), await this.place(to)];
    return distanceBetween(this.visible, from, until).catch((error) => this.noPlace(after, error));
  }

  async positionAt(recordedAt: string): Promise<Position | null> {
    const place = await this.moments.lastAtOrBefore(new Date(recordedAt).toISOString());
    return place === null ? null : this.tokens.write(place);
  }

  compare(a: Position, b: Position): number {
    return comparePlaces(this.tokens.place(a), this.tokens.place(b));
  }

  /** A place after the end was given out by a later copy of this log: this one is a restored backup. */
  private async place(position: Position | null): Promise<Place | null> {
    const place = this.tokens.read(position);
    if (place === null || (await this.visible.reaches(place))) return place;
    throw new ForeignPosition(position ?? '', this.epoch);
  }

  /** The server knows of a position between two records that it is none. */
  private noPlace(position: Position | null, error: unknown): never {
    throw error instanceof NoSuchPlace ? new ForeignPosition(position ?? '', this.epoch) : error;
  }

  /** Ends subscriptions. */
  async close(): Promise<void> {
    this.closed.abort();
    await this.server.close();
  }
}
