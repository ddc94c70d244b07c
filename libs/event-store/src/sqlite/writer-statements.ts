import type { Database } from 'better-sqlite3';
import { STORED_ID } from './stored-id.js';

interface StoredTail {
  id: number;
  revision: number;
  hash: string;
}

export type WriterStatements = ReturnType<typeof writerStatements>;

/** Every statement that the writer runs, compiled once. */
export function writerStatements(database: Database) {
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    lastEvent: database.prepare<[], { position: number; recordedAt: string }>(
      "SELECT position, text ->> '$.recordedAt' AS recordedAt FROM events ORDER BY position DESC LIMIT 1",
    ),
    lastStream: database.prepare<[], number | null>('SELECT max(stream) FROM events').pluck(),
    tail: database.prepare<[string], StoredTail>(
      `SELECT stream AS id, revision, lower(hex(hash)) AS hash FROM events
       WHERE stream = (SELECT id FROM streams WHERE name = ?) ORDER BY revision DESC LIMIT 1`,
    ),
    placeOf: database.prepare<[string, string], { stream: number; revision: number }>(
      `SELECT stream, revision FROM events WHERE position = (SELECT position FROM event_ids WHERE id = ${STORED_ID})`,
    ),
    streamOfId: database
      .prepare<[string, string], string>(
        `SELECT text ->> '$.stream' FROM events
         WHERE position = (SELECT position FROM event_ids WHERE id = ${STORED_ID})`,
      )
      .pluck(),
    holder: database
      .prepare<[number, string], string>('SELECT holder FROM reservations WHERE scope = ? AND key = ?')
      .pluck(),
    reserveFree: database.prepare<[number, string, string]>('INSERT OR IGNORE INTO reservations VALUES (?, ?, ?)'),
    reserveHeld: database.prepare<[string, number, string, string]>(
      'UPDATE reservations SET holder = ? WHERE scope = ? AND key = ? AND holder = ?',
    ),
    unreserve: database.prepare<[number, string]>('DELETE FROM reservations WHERE scope = ? AND key = ?'),
    claimId: database.prepare<[string, string, number]>(`INSERT OR IGNORE INTO event_ids VALUES (${STORED_ID}, ?)`),
    unclaimId: database.prepare<[string, string]>(`DELETE FROM event_ids WHERE id = ${STORED_ID}`),
    openStream: database.prepare<[string, number]>('INSERT OR IGNORE INTO streams VALUES (?, ?)'),
    closeStream: database.prepare<[string]>('DELETE FROM streams WHERE name = ?'),
    insert: database.prepare<[number, number, number, string, string]>(
      'INSERT INTO events VALUES (?, ?, ?, unhex(?), ?)',
    ),
  };
}
