import type { Database, Statement } from 'better-sqlite3';
import type { RecordedEvent } from '#kernel';
import type { ReservationKey } from '../port.js';
import { scopeNumber } from './scopes.js';
import { STORED_ID } from './stored-id.js';

export interface StoredEvent {
  position: number;
  /** The canonical bytes as stored. */
  text: string;
  /** SHA-256, lower-case hexadecimal. */
  hash: string;
}

const STORED = 'SELECT position, text, lower(hex(hash)) AS hash FROM events';

/** Reads what is durable, on a connection that cannot write. */
export class LogReader {
  private readonly byStream;
  private readonly restOfStream;
  private readonly beginningOfStream;
  private readonly byId;
  private readonly byPosition;
  private readonly inStreamOrder;
  private readonly holderOf;
  private readonly recordedAtOf;
  private readonly lastPosition;
  private readonly view;
  /** By the number of sought pieces, which the callers' code decides. */
  private readonly sieves = new Map<number, Statement<unknown[], StoredEvent>>();

  constructor(private readonly database: Database) {
    const ofStream = `${STORED} WHERE stream = (SELECT id FROM streams WHERE name = ?) AND revision >= ? ORDER BY revision`;
    this.byStream = database.prepare<[string, number, number], StoredEvent>(`${ofStream} LIMIT ?`);
    // SQLite plans a query anew for each number that is bound to its LIMIT: that takes longer than the query.
    this.restOfStream = database.prepare<[string, number], StoredEvent>(ofStream);
    this.beginningOfStream = database.prepare<[string, number], StoredEvent>(
      `${STORED} WHERE stream = (SELECT id FROM streams WHERE name = ?) AND revision < ? ORDER BY revision`,
    );
    this.byId = database.prepare<[string, string], StoredEvent>(
      `${STORED} WHERE position = (SELECT position FROM event_ids WHERE id = ${STORED_ID})`,
    );
    this.byPosition = database.prepare<[number, number], StoredEvent>(
      `${STORED} WHERE position > ? ORDER BY position LIMIT ?`,
    );
    this.inStreamOrder = database.prepare<[], StoredEvent>(`${STORED} ORDER BY stream, revision`);
    this.holderOf = database
      .prepare<[number, string], string>('SELECT holder FROM reservations WHERE scope = ? AND key = ?')
      .pluck();
    this.recordedAtOf = database
      .prepare<[number], string>("SELECT text ->> '$.recordedAt' FROM events WHERE position = ?")
      .pluck();
    this.lastPosition = database.prepare<[], number>('SELECT coalesce(max(position), 0) FROM events').pluck();
    this.view = database.transaction((work: () => unknown) => work());
  }

  /** Runs several reads on one view of the file, which also spares each of them locks of its own. */
  inOneView<Result>(work: () => Result): Result {
    return this.view(work) as Result;
  }

  /** Position of the last durable event; 0 for an empty log. */
  last(): number {
    return this.lastPosition.get() ?? 0;
  }

  stream(name: string, fromRevision: number, limit: number): StoredEvent[] {
    return this.byStream.all(name, fromRevision, limit);
  }

  rest(name: string, fromRevision: number): StoredEvent[] {
    return this.restOfStream.all(name, fromRevision);
  }

  /** Everything before a revision. */
  beginning(name: string, untilRevision: number): StoredEvent[] {
    return this.beginningOfStream.all(name, untilRevision);
  }

  event(id: string): StoredEvent | undefined {
    return this.byId.get(id, id);
  }

  after(position: number, limit: number): StoredEvent[] {
    return this.byPosition.all(position, limit);
  }

  /**
   * Events after one position and up to another whose text holds one of the sought pieces, which need not be where it
   * was meant. Sifted where they lie: most of a log is nothing to who follows a few of its streams.
   */
  holding(sought: readonly string[], after: number, until: number): StoredEvent[] {
    return this.sieveOf(sought.length).all(after, until, ...sought);
  }

  private sieveOf(pieces: number): Statement<unknown[], StoredEvent> {
    const known = this.sieves.get(pieces);
    if (known !== undefined) return known;
    const holds = Array.from({ length: pieces }, () => 'instr(text, ?)').join(' OR ') || 'false';
    const sieve = this.database.prepare<unknown[], StoredEvent>(
      `${STORED} WHERE position > ? AND position <= ? AND (${holds}) ORDER BY position`,
    );
    this.sieves.set(pieces, sieve);
    return sieve;
  }

  everyStream(): Iterable<StoredEvent> {
    return this.inStreamOrder.iterate();
  }

  holder({ scope, key }: ReservationKey): string | undefined {
    return this.holderOf.get(scopeNumber(scope), key);
  }

  /** The last position up to `head` whose event was recorded at or before the time; 0 if none was. */
  lastAtOrBefore(recordedAt: string, head: number): number {
    let [low, high] = [0, head];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.recordedAtOf.get(middle) ?? '') <= recordedAt) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  close(): void {
    this.database.close();
  }
}

export function recordedEvent({ text, hash }: StoredEvent): RecordedEvent {
  const event = JSON.parse(text) as RecordedEvent;
  event.hash = hash;
  return event;
}
