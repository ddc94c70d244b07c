import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';

export type Connection = Database.Database;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS records (
  collection TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (collection, id)) WITHOUT ROWID`;

/** A writing connection with the durability of CONTRACTS S2, asserted: a reopened WAL file may come up otherwise. */
export function openConnection(file: string): Connection {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('recursive_triggers = ON');
  if (connection.pragma('synchronous', { simple: true }) !== 2) throw new Error(`${file}: synchronous is not FULL.`);
  connection.exec(SCHEMA);
  return connection;
}
