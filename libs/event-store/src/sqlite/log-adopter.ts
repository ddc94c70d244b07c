import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { type HeldKey, type LogImport, NotAdoptable } from '../migration/moving-log.js';
import type { StoredText } from '../verify-chains.js';
import { openForWriting } from './connection.js';
import { SqliteLogExport } from './log-export.js';
import { logPath } from './log-path.js';
import { takeOwnership } from './ownership.js';
import { markUnfinished, prepareSchema, unmarkUnfinished } from './schema.js';
import { scopeNumber } from './scopes.js';
import { type WriterStatements, writerStatements } from './writer-statements.js';

interface Placed {
  id: string;
  stream: string;
  revision: number;
}

/** Takes over another log's events into a file, with their own seals. */
export class SqliteLogAdopter extends SqliteLogExport implements LogImport {
  private readonly statements: WriterStatements;
  private readonly streamOf;
  private readonly setHolder;
  private position: number;
  private lastStream: number;

  constructor(
    private readonly writing: Database,
    release: () => void,
  ) {
    super(writing, release);
    this.statements = writerStatements(writing);
    this.streamOf = writing.prepare<[string], number>('SELECT id FROM streams WHERE name = ?').pluck();
    this.setHolder = writing.prepare<[number, string, string]>('INSERT OR REPLACE INTO reservations VALUES (?, ?, ?)');
    this.position = this.statements.lastEvent.get()?.position ?? 0;
    this.lastStream = this.statements.lastStream.get() ?? 0;
  }

  async begin(): Promise<void> {
    markUnfinished(this.writing);
  }

  async adopt(events: readonly StoredText[]): Promise<void> {
    const [position, lastStream] = [this.position, this.lastStream];
    try {
      this.writing.transaction(() => events.forEach((event) => void this.insert(event))).immediate();
    } catch (error) {
      [this.position, this.lastStream] = [position, lastStream];
      throw error;
    }
  }

  private insert({ text, hash }: StoredText): void {
    const { id, stream, revision } = JSON.parse(text) as Placed;
    const number = this.numberOf(stream);
    const tail = this.statements.tail.get(stream)?.revision ?? -1;
    if (revision !== tail + 1) {
      throw new NotAdoptable(`${stream} ends at revision ${tail}; the next event says ${revision}.`);
    }
    this.position += 1;
    if (this.statements.claimId.run(id, id, this.position).changes === 0) {
      throw new NotAdoptable(`The event ${id} is in the log already.`);
    }
    this.statements.insert.run(this.position, number, revision, hash, text);
  }

  private numberOf(stream: string): number {
    const known = this.streamOf.get(stream);
    if (known !== undefined) return known;
    this.lastStream += 1;
    this.statements.openStream.run(stream, this.lastStream);
    return this.lastStream;
  }

  async hold(keys: readonly HeldKey[]): Promise<void> {
    this.writing
      .transaction(() => {
        for (const { scope, key, holder } of keys) this.setHolder.run(scopeNumber(scope), key, holder);
      })
      .immediate();
  }

  async finish(): Promise<void> {
    unmarkUnfinished(this.writing);
  }
}

/** Throws `StoreInUse` while a process has the log. */
export async function adoptIntoSqlite(location: string): Promise<LogImport> {
  const path = logPath(location);
  mkdirSync(dirname(path), { recursive: true });
  const release = takeOwnership(path);
  try {
    const database = openForWriting(path);
    prepareSchema(database);
    return new SqliteLogAdopter(database, release);
  } catch (error) {
    release();
    throw error;
  }
}
