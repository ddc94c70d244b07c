import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { StoreFault } from '../migration/moving-log.js';
import { storeFaults } from '../migration/store-faults.js';
import { anAppend, anEvent } from '../testing/index.js';
import { exportSqliteLog } from './log-export.js';
import { openSqliteEventStore } from './open-sqlite.js';

const PAGE_BYTES = 8192;
const UNGUARDED = `
DROP TRIGGER events_are_never_changed;
DROP TRIGGER events_are_never_deleted;
`;
const GUARDS: StoreFault[] = [
  { what: 'trigger events_are_never_changed', fault: 'guard-missing' },
  { what: 'trigger events_are_never_deleted', fault: 'guard-missing' },
];

let folder: string;
let path: string;

/** `device-a` at positions 1, 3 and 5, `device-b` at 2 and 4. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'place-check-'));
  path = join(folder, 'log.db');
  const store = await openSqliteEventStore(path);
  for (const [name, expectedRevision] of [
    ['a', -1],
    ['b', -1],
    ['a', 0],
    ['b', 0],
    ['a', 1],
  ] as const) {
    await store.append([anAppend({ stream: `device-${name}`, expectedRevision, events: [anEvent()] })]);
  }
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function alter(sql: string): void {
  const database = new Database(path);
  database.unsafeMode();
  database.exec(sql);
  database.close();
}

async function found(): Promise<StoreFault[]> {
  const log = await exportSqliteLog(path);
  try {
    return [...(await log.damages()), ...(await storeFaults(log, 5, () => undefined))];
  } finally {
    await log.close();
  }
}

describe('a log whose events are found where they say', () => {
  it('has no faults, and tells how far it has been looked through', async () => {
    const told: number[][] = [];
    const log = await exportSqliteLog(path);
    expect(await storeFaults(log, 5, (done, total) => told.push([done, total]))).toEqual([]);
    await log.close();
    expect([await found(), told]).toEqual([[], [[5, 5]]]);
  });
});

describe('what was changed past the bytes that are hashed', () => {
  it.each<[string, string, StoreFault[]]>([
    [
      'two streams changed for each other',
      'UPDATE streams SET id = 3 - id',
      [
        { what: 'device-a at revision 0 (position 1)', fault: 'read-elsewhere' },
        { what: 'device-b at revision 0 (position 2)', fault: 'read-elsewhere' },
        { what: 'device-a at revision 1 (position 3)', fault: 'read-elsewhere' },
        { what: 'device-b at revision 1 (position 4)', fault: 'read-elsewhere' },
        { what: 'device-a at revision 2 (position 5)', fault: 'read-elsewhere' },
        { what: 'device-a', fault: 'name-leads-elsewhere' },
        { what: 'device-b', fault: 'name-leads-elsewhere' },
      ],
    ],
    [
      'a name that leads to the events of another one',
      "INSERT INTO streams VALUES ('device-c', 1)",
      [{ what: 'device-c', fault: 'name-leads-elsewhere' }],
    ],
    [
      'an event in the stream of another device',
      'UPDATE events SET stream = 2 WHERE position = 5',
      [{ what: 'device-a at revision 2 (position 5)', fault: 'read-elsewhere' }],
    ],
    [
      'an event at another revision',
      'UPDATE events SET revision = 9 WHERE position = 4',
      [{ what: 'device-b at revision 1 (position 4)', fault: 'read-elsewhere' }],
    ],
    [
      'an event before the first',
      'UPDATE events SET position = -4 WHERE position = 5; UPDATE event_ids SET position = -4 WHERE position = 5',
      [{ what: 'device-a at revision 2 (position -4)', fault: 'before-the-beginning' }],
    ],
    [
      'the newest event of a stream gone',
      'DELETE FROM events WHERE position = 4; DELETE FROM event_ids WHERE position = 4',
      [{ what: 'position 4', fault: 'position-missing' }],
    ],
    [
      'a stream gone',
      "DELETE FROM event_ids WHERE position IN (1, 3, 5); DELETE FROM events WHERE stream = 1; DELETE FROM streams WHERE name = 'device-a'",
      [
        { what: 'position 1', fault: 'position-missing' },
        { what: 'position 3', fault: 'position-missing' },
      ],
    ],
    [
      'the newest events gone, with their ids kept',
      'DELETE FROM events WHERE position > 3',
      [{ what: '2 ids', fault: 'ids-without-events' }],
    ],
    [
      'an id that leads to another event',
      'UPDATE event_ids SET position = 1 WHERE position = 2',
      [{ what: 'device-b at revision 0 (position 2)', fault: 'not-found-by-id' }],
    ],
    [
      'bytes that are no event',
      "UPDATE events SET text = '{}' WHERE position = 5",
      [{ what: 'position 5', fault: 'unreadable' }],
    ],
    [
      'bytes that are no text',
      'UPDATE events SET text = CAST(text AS BLOB) WHERE position = 5',
      [{ what: 'position 5', fault: 'unreadable' }],
    ],
  ])('is found: %s', async (_, sql, faults) => {
    alter(UNGUARDED + sql);
    expect(await found()).toEqual([...GUARDS, ...faults]);
  });

  it('is found in an index that leaves an event out', async () => {
    const hidden = 'CREATE UNIQUE INDEX events_by_stream ON events (stream, revision) WHERE position <> 5';
    const shown = 'CREATE UNIQUE INDEX events_by_stream ON events (stream, revision)';
    alter(`DROP INDEX events_by_stream; ${hidden}; PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = '${shown}' WHERE name = 'events_by_stream'`);
    expect((await found())[0]).toEqual({
      what: expect.stringMatching(/index events_by_stream/),
      fault: 'file-damaged',
    });
  });

  it('is found in a file a page of which is another one', async () => {
    const bytes = readFileSync(path);
    bytes.fill(0, bytes.length - PAGE_BYTES);
    writeFileSync(path, bytes);
    const log = await exportSqliteLog(path);
    expect(await log.damages()).toContainEqual({ what: expect.any(String), fault: 'file-damaged' });
    await log.close();
  });

  it('leaves no log to read where the file was cut off', async () => {
    truncateSync(path, 3 * PAGE_BYTES);
    await expect(exportSqliteLog(path)).rejects.toMatchObject({ code: 'SQLITE_CORRUPT' });
  });
});

describe('guards', () => {
  it('that are others than a log was made with are told, and nobody appends', async () => {
    alter(`${UNGUARDED}
      CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events BEGIN SELECT 1; END;
      CREATE TRIGGER forger AFTER INSERT ON reservations BEGIN DELETE FROM reservations WHERE key = NEW.key; END`);
    expect(await found()).toEqual([
      { what: 'trigger events_are_never_changed', fault: 'guard-differs' },
      { what: 'trigger events_are_never_deleted', fault: 'guard-missing' },
      { what: 'trigger forger', fault: 'guard-unknown' },
    ]);
    await expect(openSqliteEventStore(path)).rejects.toThrow('trigger forger (unknown). See `circulog verify`');
  });

  it('are no worse for a table and an index that somebody added', async () => {
    alter('CREATE TABLE notes (text TEXT); CREATE INDEX events_by_hash ON events (hash); ANALYZE');
    expect(await found()).toEqual([]);
    await (await openSqliteEventStore(path)).close();
  });
});

it('is no log that is no database', async () => {
  writeFileSync(path, 'not a database, and long enough to be looked at as one'.repeat(10));
  await expect(exportSqliteLog(path)).rejects.toMatchObject({ code: 'SQLITE_NOTADB' });
});
