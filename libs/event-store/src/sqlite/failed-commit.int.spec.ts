import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { anAppend, anEvent } from '../testing/builders.js';
import { verifyChains } from '../verify-chains.js';
import { openSqliteEventStore } from './open-sqlite.js';
import type { SqliteEventStore } from './sqlite-event-store.js';

/**
 * Any event with `"poison"` leaves a deferred foreign key open, which SQLite finds at COMMIT and at no time before:
 * a real failing COMMIT, with no hook in the product.
 */
const SABOTAGE = `
CREATE TABLE owed (id INTEGER PRIMARY KEY);
CREATE TABLE debts (id INTEGER REFERENCES owed (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TRIGGER poisoned AFTER INSERT ON events WHEN NEW.text LIKE '%"poison"%'
  BEGIN INSERT INTO debts VALUES (1); END;
`;

const poisoned = () => anAppend({ events: [anEvent({ data: { note: 'poison' } })] });
const reserving = (key: string, stream?: string) =>
  anAppend({
    ...(stream !== undefined && { stream }),
    reservations: [{ scope: 'identifier', key, expected: null, holder: 'one' }],
  });
const statuses = (outcomes: readonly { status: string }[]) => outcomes.map(({ status }) => status);

describe('when COMMIT fails', () => {
  let folder: string;
  let store: SqliteEventStore;
  let path: string;

  const onTheFile = (sql: string) => {
    const database = new Database(path);
    database.exec(sql);
    database.close();
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'event-store-commit-'));
    path = join(folder, 'log.db');
    store = await openSqliteEventStore(path);
    onTheFile(SABOTAGE);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('answers unknown to every caller of the group, and nothing of it is there', async () => {
    const before = anAppend();
    await store.append([before]);
    const group = [reserving('imei:1'), poisoned(), anAppend({ stream: before.stream, expectedRevision: 0 })];
    const outcomes = (await Promise.all(group.map((request) => store.append([request])))).flat();
    expect(statuses(outcomes)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(outcomes[0]).toHaveProperty('reason', 'FOREIGN KEY constraint failed');
    expect(await store.readAll(null, 10)).toHaveLength(1);
    expect(await store.holders([{ scope: 'identifier', key: 'imei:1' }])).toEqual(new Map());
  });

  it('appends the repeat, at the place where it belongs', async () => {
    const before = anAppend();
    await store.append([before]);
    const next = anAppend({ stream: before.stream, expectedRevision: 0 });
    const poison = poisoned();
    expect(statuses(await store.append([next, reserving('imei:1'), poison]))).not.toContain('appended');
    onTheFile('DROP TRIGGER poisoned');
    expect(statuses(await store.append([next, reserving('imei:1'), poison]))).toEqual(Array(3).fill('appended'));
    expect(verifyChains(store.storedByStream())).toEqual({ events: 4, streams: 3, faults: [] });
    expect(await store.distance(null, await store.head())).toBe(4);
  });

  it('keeps nothing in mind of what failed: streams are as they were', async () => {
    const request = poisoned();
    await store.append([request]);
    const onTop = anAppend({ stream: request.stream, expectedRevision: 0 });
    const first = anAppend({ stream: request.stream });
    expect(await store.append([onTop, first])).toMatchObject([
      { status: 'wrong-expected-revision', actualRevision: -1 },
      { status: 'appended' },
    ]);
  });

  it('serves the callers that come after, and live readers never see the lost ones', async () => {
    const aborter = new AbortController();
    const live = store.subscribe(null, { signal: aborter.signal })[Symbol.asyncIterator]();
    await store.append([poisoned()]);
    const after = anAppend();
    await store.append([after]);
    expect(await live.next()).toMatchObject({ value: { kind: 'event', event: { id: after.events[0]!.id } } });
    aborter.abort();
    expect(await live.next()).toMatchObject({ done: true });
  });

  it('answers unknown, now and later, when the writer itself is lost, and still closes', async () => {
    onTheFile('ALTER TABLE events RENAME TO gone');
    const lost = await Promise.all([store.append([anAppend()]), store.append([anAppend()])]);
    expect(statuses(lost.flat())).toEqual(['unknown', 'unknown']);
    expect(statuses(await store.append([anAppend()]))).toEqual(['unknown']);
    onTheFile('ALTER TABLE gone RENAME TO events');
  });
});
