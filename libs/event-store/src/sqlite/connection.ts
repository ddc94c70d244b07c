import Database from 'better-sqlite3';

const PAGE_BYTES = 8192;
/** Pages that a connection keeps to itself; the operating system keeps more of the file, for all of them. */
const WRITER_CACHE_KIBIBYTES = 16_384;
const READER_CACHE_KIBIBYTES = 8_192;
/** Pages in the write-ahead log before the writer moves them into the file. */
const CHECKPOINT_PAGES = 2_000;
const FULL = 2;

/** A connection that may write: durable at every commit, or not opened at all (CONTRACTS S2). */
export function openForWriting(path: string): Database.Database {
  const database = new Database(path);
  database.pragma(`page_size = ${PAGE_BYTES}`);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('recursive_triggers = ON');
  database.pragma(`cache_size = -${WRITER_CACHE_KIBIBYTES}`);
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  assertDurable(database);
  return database;
}

export function openForReading(path: string): Database.Database {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  database.pragma(`cache_size = -${READER_CACHE_KIBIBYTES}`);
  return database;
}

/** Throws unless a commit on this connection is on disk when it returns, and triggers see what REPLACE deletes. */
export function assertDurable(database: Database.Database): void {
  const expected = { journal_mode: 'wal', synchronous: FULL, recursive_triggers: 1 };
  for (const [name, value] of Object.entries(expected)) {
    const actual = database.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`The log needs ${name} = ${value}; the connection has ${String(actual)}.`);
  }
}
