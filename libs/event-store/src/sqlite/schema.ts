import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';

const SCHEMA_VERSION = 1;

/**
 * Stream names are integers inside. `text` holds the exact canonical bytes and nothing of them is stored twice.
 * No index on `events` has random keys: ids are time-ordered, streams are numbered as they appear.
 */
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE streams (name TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  hash BLOB NOT NULL,
  text TEXT NOT NULL
);
CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
CREATE TABLE event_ids (id PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE reservations (
  scope INTEGER NOT NULL,
  key TEXT NOT NULL,
  holder TEXT NOT NULL,
  PRIMARY KEY (scope, key)
) WITHOUT ROWID;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
`;

/** Makes the tables in a new file and returns the log's epoch: drawn once, part of every position (CONTRACTS R7). */
export function prepareSchema(database: Database): string {
  const version = database.pragma('user_version', { simple: true });
  if (version === 0) database.transaction(() => create(database)).immediate();
  return epochOf(database);
}

const UNFINISHED = 'unfinished';

/** From now on nothing opens the log but what moves another one into it. */
export function markUnfinished(database: Database): void {
  database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, 'copy')").run(UNFINISHED);
}

export function unmarkUnfinished(database: Database): void {
  database.prepare('DELETE FROM meta WHERE key = ?').run(UNFINISHED);
}

/** Throws for a copy of another log that has not been finished: it holds some of its events only. */
export function assertFinished(database: Database): void {
  if (database.prepare('SELECT 1 FROM meta WHERE key = ?').get(UNFINISHED) === undefined) return;
  throw new Error(`${database.name} is an unfinished copy of another log: run the same \`circulog migrate\` again.`);
}

/** The epoch of a log that is there. Throws for one of another schema. */
export function epochOf(database: Database): string {
  const version = database.pragma('user_version', { simple: true });
  if (version !== SCHEMA_VERSION) throw new Error(`This log has schema ${version}; expected ${SCHEMA_VERSION}.`);
  return database.prepare<[], string>("SELECT value FROM meta WHERE key = 'epoch'").pluck().get() ?? '';
}

/** Tables, indexes and triggers of a log. */
export const createSchema = (database: Database): unknown => database.exec(SCHEMA);

function create(database: Database): void {
  createSchema(database);
  database.prepare("INSERT INTO meta (key, value) VALUES ('epoch', ?)").run(randomBytes(6).toString('hex'));
  database.pragma(`user_version = ${SCHEMA_VERSION}`);
}
