import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { type HeldKey, type LogExport, type LogSize, PAGE_MAX, type StoreFault } from '../migration/moving-log.js';
import { holderKey, type ReservationKey } from '../port.js';
import type { StoredText } from '../verify-chains.js';
import { openForReading } from './connection.js';
import { logPath } from './log-path.js';
import { takeOwnership } from './ownership.js';
import { damagesOf, misplacedIn } from './place-check.js';
import { assertFinished, epochOf } from './schema.js';
import { guardFaults } from './schema-check.js';
import { scopeName, scopeNumber } from './scopes.js';

interface StoredReservation {
  scope: number;
  key: string;
  holder: string;
}

/** Reads a log file as a whole, for as long as its owner lets nobody else write. */
export class SqliteLogExport implements LogExport {
  readonly epoch: string;
  private readonly pageOfEvents;
  private readonly pageOfReservations;
  private readonly holderOf;
  private readonly counts;

  constructor(
    private readonly database: Database,
    private readonly release: () => void,
  ) {
    this.epoch = epochOf(database);
    this.pageOfEvents = database.prepare<[number, number], StoredText & { position: number }>(
      'SELECT position, text, lower(hex(hash)) AS hash FROM events WHERE position > ? ORDER BY position LIMIT ?',
    );
    this.pageOfReservations = database.prepare<[number, string, number], StoredReservation>(
      'SELECT scope, key, holder FROM reservations WHERE (scope, key) > (?, ?) ORDER BY scope, key LIMIT ?',
    );
    this.holderOf = database
      .prepare<[number, string], string>('SELECT holder FROM reservations WHERE scope = ? AND key = ?')
      .pluck();
    this.counts = database.prepare<[], LogSize>(
      'SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM reservations) AS reservations',
    );
  }

  async size(): Promise<LogSize> {
    return { events: 0, reservations: 0, ...this.counts.get() };
  }

  /** Positions are dense, from 1. */
  async *events(skipped = 0): AsyncIterable<StoredText[]> {
    let after = skipped;
    for (;;) {
      const page = this.pageOfEvents.all(after, PAGE_MAX);
      if (page.length === 0) return;
      after = page.at(-1)?.position ?? after;
      yield page;
    }
  }

  async *reservations(): AsyncIterable<HeldKey[]> {
    let [scope, key] = [-1, ''];
    for (;;) {
      const page = this.pageOfReservations.all(scope, key, PAGE_MAX);
      const last = page.at(-1);
      if (last === undefined) return;
      ({ scope, key } = last);
      yield page.map((one) => ({ ...one, scope: scopeName(one.scope) as ReservationKey['scope'] }));
    }
  }

  async holders(keys: readonly ReservationKey[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const key of keys) {
      const holder = this.holderOf.get(scopeNumber(key.scope), key.key);
      if (holder !== undefined) found.set(holderKey(key), holder);
    }
    return found;
  }

  async damages(): Promise<StoreFault[]> {
    return damagesOf(this.database);
  }

  async *storeFaults(tell: (events: number) => void): AsyncIterable<StoreFault[]> {
    yield guardFaults(this.database);
    yield* misplacedIn(this.database, tell);
  }

  async close(): Promise<void> {
    this.database.close();
    this.release();
  }
}

/** Throws `StoreInUse` while a process has the log, and where there is none or an unfinished copy. */
export async function exportSqliteLog(location: string): Promise<LogExport> {
  const path = logPath(location);
  if (!existsSync(path)) throw new Error(`There is no event log at ${path}.`);
  const release = takeOwnership(path);
  try {
    const database = openForReading(path);
    assertFinished(database);
    return new SqliteLogExport(database, release);
  } catch (error) {
    release();
    throw error;
  }
}
