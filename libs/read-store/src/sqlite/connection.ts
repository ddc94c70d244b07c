import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';

export type Connection = Database.Database;

/** Page cache in KiB; negative is SQLite's way to say so. */
const CACHE_KIB = -65_536;

/** A writing connection with the durability of CONTRACTS S2, asserted: a reopened WAL file may come up otherwise. */
export function openConnection(file: string): Connection {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('recursive_triggers = ON');
  connection.pragma(`cache_size = ${CACHE_KIB}`);
  connection.pragma('temp_store = MEMORY');
  if (connection.pragma('synchronous', { simple: true }) !== 2) throw new Error(`${file}: synchronous is not FULL.`);
  return connection;
}
