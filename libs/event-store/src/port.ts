import type { NewEvent, RecordedEvent } from '#kernel';

/** Place in the whole log: `<epoch>:<value>`, opaque to everybody but the adapter; ordered within an epoch (R7). */
export type Position = string;

export interface LoggedEvent {
  event: RecordedEvent;
  position: Position;
}

export interface ReservationKey {
  scope: 'reference' | 'identifier' | 'link';
  key: string;
}

/** A lock taken together with an append (R5): succeeds only if the present holder is the expected one. */
export interface Reservation extends ReservationKey {
  /** `null`: nobody holds it. */
  expected: string | null;
  holder: string;
}

export interface AppendRequest {
  stream: string;
  /** Revision of the stream's last event; -1 when the stream must not exist. Always exact. */
  expectedRevision: number;
  events: readonly NewEvent[];
  reservations: readonly Reservation[];
}

export type AppendOutcome =
  | { status: 'appended'; events: LoggedEvent[] }
  | { status: 'wrong-expected-revision'; actualRevision: number }
  | { status: 'reservation-held'; scope: string; key: string; holder: string | null }
  /** The commit failed or its fate is not known: send the same ids again. */
  | { status: 'unknown'; reason: string };

export type Delivery =
  | { kind: 'event'; event: RecordedEvent; position: Position }
  /** Everything up to here has been looked at, whether or not it matched. */
  | { kind: 'checkpoint'; position: Position };

export interface SubscribeOptions {
  /** Stream name prefixes; none = every stream. */
  prefixes?: readonly string[];
  signal: AbortSignal;
}

export interface EventStore {
  readonly epoch: string;
  /**
   * Appends each request as a whole or not at all, in the order given; requests settle independently of their
   * neighbours. Resolves when what was appended is durable. A request whose event ids are already the stream's events
   * right after `expectedRevision` is a repeat and answers `appended` with them (R5).
   */
  append(requests: readonly AppendRequest[]): Promise<AppendOutcome[]>;
  /** Ascending by revision, at most `limit` events. An unknown stream is empty. */
  readStream(stream: string, fromRevision?: number, limit?: number): Promise<LoggedEvent[]>;
  /** Whole streams, for folding; unknown ones are empty. */
  readStreams(streams: readonly string[]): Promise<Map<string, LoggedEvent[]>>;
  readEvent(id: string): Promise<LoggedEvent | undefined>;
  /** Ascending by position, strictly after `after`. Throws `ForeignPosition` for another log's position. */
  readAll(after: Position | null, limit: number): Promise<LoggedEvent[]>;
  /** Catch-up, then live, until aborted. Back-pressured by the consumer. No event can be missed. */
  subscribe(after: Position | null, options: SubscribeOptions): AsyncIterable<Delivery>;
  /** Present holders; a key that nobody holds is absent. Keys of the map: `<scope> <key>`. */
  holders(keys: readonly ReservationKey[]): Promise<Map<string, string>>;
  /** Position of the last event, or `null` for an empty log. */
  head(): Promise<Position | null>;
  /** Number of events up to `position` that come after `after`: how far a reader is behind. */
  distance(after: Position | null, to: Position | null): Promise<number>;
  /** The last position whose event was recorded at or before this UTC time (R7), or `null`. */
  positionAt(recordedAt: string): Promise<Position | null>;
  /** Order of two positions of this log. */
  compare(a: Position, b: Position): number;
  close(): Promise<void>;
}

/** The reading half of the port: all that those need who follow the log. */
export type EventLog = Omit<EventStore, 'append'>;

/** A log that another thread of the process writes. */
export interface FollowedLog extends EventLog {
  /** Tells that there may be new events. */
  nudge(): void;
}

export class ForeignPosition extends Error {
  override readonly name = 'ForeignPosition';
  constructor(
    readonly position: string,
    readonly epoch: string,
  ) {
    super(`Position ${position} belongs to another log than ${epoch}.`);
  }
}

export const holderKey = ({ scope, key }: ReservationKey): string => `${scope} ${key}`;
