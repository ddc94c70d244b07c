import type { NewEvent, RecordedEvent } from '#kernel';
import {
  type AppendOutcome,
  type AppendRequest,
  type Delivery,
  type EventStore,
  ForeignPosition,
  holderKey,
  type LoggedEvent,
  type Position,
  type ReservationKey,
  type SubscribeOptions,
} from '../port.js';
import { Positions } from '../position.js';
import { prepareEvent } from '../seal.js';
import { follow, LogEnd } from './live-feed.js';
import { type LogReader, recordedEvent, type StoredEvent } from './log-reader.js';
import { scopeName, scopeNumber } from './scopes.js';
import type { WireOutcome, WireRequest } from './wire.js';
import type { WriterClient } from './writer-client.js';

const EVERYTHING = 2 ** 31;

interface Parts {
  epoch: string;
  reader: LogReader;
  writer: WriterClient;
  end: LogEnd;
  /** Gives the file back to the operating system. */
  release: () => void;
}

/** The embedded log: one SQLite file, one writer thread, reads on the caller's thread. */
export class SqliteEventStore implements EventStore {
  readonly epoch: string;
  private readonly positions: Positions;
  private readonly reader: LogReader;
  private readonly writer: WriterClient;
  private readonly end: LogEnd;
  private closing: Promise<void> | undefined;

  constructor(private readonly parts: Parts) {
    this.epoch = parts.epoch;
    this.positions = new Positions(parts.epoch);
    this.reader = parts.reader;
    this.writer = parts.writer;
    this.end = parts.end;
  }

  async append(requests: readonly AppendRequest[]): Promise<AppendOutcome[]> {
    if (this.closing !== undefined) throw new Error('The event store is closed.');
    await this.writer.room();
    const prepared = requests.map(toWire);
    const outcomes: AppendOutcome[] = new Array(requests.length);
    let unsettled = requests.length;
    return unsettled === 0
      ? outcomes
      : new Promise((resolve) => {
          for (const [index, request] of prepared.entries()) {
            this.writer.send(request, (outcome) => {
              outcomes[index] = this.settled(requests[index]!, outcome);
              unsettled -= 1;
              if (unsettled === 0) resolve(outcomes);
            });
          }
        });
  }

  /** Never throws: an answer that cannot be given must not keep the neighbours from theirs. */
  private settled(request: AppendRequest, outcome: WireOutcome): AppendOutcome {
    try {
      return this.toOutcome(request, outcome);
    } catch (error) {
      return { status: 'unknown', reason: String(error) };
    }
  }

  private toOutcome(request: AppendRequest, outcome: WireOutcome): AppendOutcome {
    switch (outcome.status) {
      case 'appended':
        return { status: 'appended', events: this.placed(request, outcome) };
      case 'repeated': {
        const stored = this.reader.stream(request.stream, request.expectedRevision + 1, request.events.length);
        return { status: 'appended', events: stored.map((one) => this.logged(one)) };
      }
      case 'reservation-held':
        return { ...outcome, scope: scopeName(outcome.scope) };
      default:
        return outcome;
    }
  }

  private placed(
    { stream, expectedRevision, events }: AppendRequest,
    { firstPosition, recordedAt, previousHash: first, hashes }: WireOutcome & { status: 'appended' },
  ): LoggedEvent[] {
    return events.map((event: NewEvent, index) => {
      const recorded: RecordedEvent = {
        ...event,
        stream,
        revision: expectedRevision + 1 + index,
        recordedAt,
        previousHash: hashes[index - 1] ?? first,
        hash: hashes[index]!,
      };
      return { event: recorded, position: this.positions.write(firstPosition + index) };
    });
  }

  private logged(stored: StoredEvent): LoggedEvent {
    return { event: recordedEvent(stored), position: this.positions.write(stored.position) };
  }

  async readStream(stream: string, fromRevision = 0, limit = EVERYTHING): Promise<LoggedEvent[]> {
    return this.reader.stream(stream, fromRevision, limit).map((one) => this.logged(one));
  }

  async readStreams(streams: readonly string[]): Promise<Map<string, LoggedEvent[]>> {
    const read = (name: string) => this.reader.stream(name, 0, EVERYTHING).map((one) => this.logged(one));
    return new Map(streams.map((name) => [name, read(name)]));
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
    const found = new Map<string, string>();
    for (const key of keys) {
      const holder = this.reader.holder(key);
      if (holder !== undefined) found.set(holderKey(key), holder);
    }
    return found;
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

  /** A position after the end was given out by a later copy of this file: this one is a restored backup. */
  private place(position: Position | null): number {
    const value = this.positions.read(position);
    if (value > this.end.head) throw new ForeignPosition(position ?? '', this.epoch);
    return value;
  }

  private position(value: number): Position | null {
    return value === 0 ? null : this.positions.write(value);
  }

  compare(a: Position, b: Position): number {
    return this.positions.read(a) - this.positions.read(b);
  }

  /** Waits for what is in line, ends subscriptions, and gives the file back. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    await this.writer.drain();
    this.end.close();
    this.reader.close();
    await this.writer.stopWriting();
    this.parts.release();
  }
}

function toWire({ stream, expectedRevision, events, reservations }: AppendRequest): WireRequest {
  return {
    stream,
    expectedRevision,
    events: events.map((event, index) => prepareEvent(event, stream, expectedRevision + 1 + index)),
    reservations: reservations.map(({ scope, ...reservation }) => ({ ...reservation, scope: scopeNumber(scope) })),
  };
}
