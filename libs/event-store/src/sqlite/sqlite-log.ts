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
import { Positions } from '../position.js';
import { follow, type LogEnd } from './live-feed.js';
import { type LogReader, recordedEvent, type StoredEvent } from './log-reader.js';

export interface LogParts {
  epoch: string;
  reader: LogReader;
  end: LogEnd;
}

/** The reading half of the embedded log, on the caller's thread. */
export class SqliteLog implements EventLog {
  readonly epoch: string;
  protected readonly end: LogEnd;
  protected readonly reader: LogReader;
  protected readonly positions: Positions;

  constructor({ epoch, reader, end }: LogParts) {
    this.epoch = epoch;
    this.positions = new Positions(epoch);
    this.reader = reader;
    this.end = end;
  }

  protected logged(stored: StoredEvent): LoggedEvent {
    return { event: recordedEvent(stored), position: this.positions.write(stored.position) };
  }

  async readStream(stream: string, fromRevision = 0, limit?: number): Promise<LoggedEvent[]> {
    if (limit === undefined) return this.rest(stream, fromRevision);
    return this.reader.stream(stream, fromRevision, limit).map((one) => this.logged(one));
  }

  async readStreams(streams: readonly string[]): Promise<Map<string, LoggedEvent[]>> {
    return this.reader.inOneView(() => new Map(streams.map((name) => [name, this.wholeStream(name)])));
  }

  protected wholeStream(name: string): LoggedEvent[] {
    return this.rest(name, 0);
  }

  protected rest(stream: string, fromRevision: number): LoggedEvent[] {
    return this.reader.rest(stream, fromRevision).map((one) => this.logged(one));
  }

  async readEvent(id: string): Promise<LoggedEvent | undefined> {
    const stored = this.reader.event(id);
    if (stored === undefined) return undefined;
    const logged = this.logged(stored);
    return logged.event.id === id ? logged : undefined;
  }

  async readAll(after: Position | null, limit: number): Promise<LoggedEvent[]> {
    return this.stored(after, limit).map((one) => this.logged(one));
  }

  /** As `readAll`, but the bytes as stored: what verification hashes (CONTRACTS R8). */
  stored(after: Position | null, limit: number): StoredEvent[] {
    return this.reader.after(this.place(after), limit);
  }

  /** Every event as stored, stream by stream in order of revision. Nothing else may be read until it ends. */
  storedByStream(): Iterable<StoredEvent> {
    return this.reader.everyStream();
  }

  subscribe(after: Position | null, options: SubscribeOptions): AsyncIterable<Delivery> {
    const { reader, positions, end } = this;
    return follow(this.place(after), options, { reader, positions, end });
  }

  async holders(keys: readonly ReservationKey[]): Promise<Map<string, string>> {
    return this.reader.inOneView(() => {
      const found = new Map<string, string>();
      for (const key of keys) {
        const holder = this.reader.holder(key);
        if (holder !== undefined) found.set(holderKey(key), holder);
      }
      return found;
    });
  }

  async head(): Promise<Position | null> {
    return this.position(this.end.head);
  }

  async distance(after: Position | null, to: Position | null): Promise<number> {
    return Math.max(0, this.place(to) - this.place(after));
  }

  async positionAt(recordedAt: string): Promise<Position | null> {
    return this.position(this.reader.lastAtOrBefore(new Date(recordedAt).toISOString(), this.end.head));
  }

  /**
   * A position after the end was given out by a later copy of this file: this one is a restored backup. The end is what
   * the file says where it is ahead of what was told: readers of one file do not hear of its events in the same moment.
   */
  private place(position: Position | null): number {
    const value = this.positions.read(position);
    if (value > this.end.head && value > this.reader.last()) throw new ForeignPosition(position ?? '', this.epoch);
    return value;
  }

  private position(value: number): Position | null {
    return value === 0 ? null : this.positions.write(value);
  }

  compare(a: Position, b: Position): number {
    return this.positions.read(a) - this.positions.read(b);
  }

  /** Ends subscriptions. */
  async close(): Promise<void> {
    this.end.close();
    this.reader.close();
  }
}
