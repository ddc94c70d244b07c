import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';

export type Connection = Database.Database;

/** Page cache of one connection in KiB, negative as SQLite wants it; the operating system keeps more for all of them. */
const CACHE_KIB = -16_384;

/**
 * Pages in the write-ahead log before they are moved into the file: commits of many batches change the same pages, which
 * are moved once. What the log takes on disk beyond the limit is given back.
 */
const CHECKPOINT_PAGES = 8_000;
const LOG_BYTES_MAX = 64 * 1024 * 1024;

/** A writing connection with the durability of CONTRACTS S2, asserted: a reopened WAL file may come up otherwise. */
export function openConnection(file: string): Connection {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('recursive_triggers = ON');
  connection.pragma(`cache_size = ${CACHE_KIB}`);
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  connection.pragma(`journal_size_limit = ${LOG_BYTES_MAX}`);
  connection.pragma('temp_store = MEMORY');
  if (connection.pragma('synchronous', { simple: true }) !== 2) throw new Error(`${file}: synchronous is not FULL.`);
  return connection;
}
