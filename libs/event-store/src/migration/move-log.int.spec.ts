import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { sha256Hex } from '#kernel';
import { openEventStore } from '../open-event-store.js';
import { anAppend, anEvent, aStream } from '../testing/index.js';
import { type MoveOutcome, type MoveStep, moveLog } from './move-log.js';
import { openLogExport, openLogImport } from './open-moving-log.js';

let folder: string;
let [from, to, back] = ['', '', ''];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'move-log-'));
  [from, to, back] = ['from', 'to', 'back'].map((name) => `sqlite:${join(folder, name)}.db`) as [
    string,
    string,
    string,
  ];
  await written(from, 2_500);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function written(url: string, events: number): Promise<void> {
  const store = await openEventStore(url);
  const stream = aStream();
  const requests = Array.from({ length: events / 2 }, (_, index) => [
    anAppend({ reservations: [{ scope: 'reference', key: `p/${url}/${index}`, expected: null, holder: `h${index}` }] }),
    anAppend({ stream, expectedRevision: index - 1 }),
  ]);
  await store.append(requests.flat());
  await store.close();
}

async function moved(
  source: string,
  target: string,
  tell: (step: MoveStep, done: number) => void = () => undefined,
): Promise<MoveOutcome> {
  const reading = await openLogExport(source);
  const writing = await openLogImport(target);
  try {
    return await moveLog(reading, writing, tell);
  } finally {
    await writing.close();
    await reading.close();
  }
}

const onFile = (url: string, sql: string) => {
  const database = new Database(url.slice('sqlite:'.length));
  database.exec(sql);
  database.close();
};
const CHANGEABLE = 'DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted;';

describe('moving a log', () => {
  it('copies all of it, tells how far it is, and moves it back the same', async () => {
    const steps = new Set<string>();
    const there = await moved(from, to, (step) => steps.add(step));
    expect(there).toMatchObject({ status: 'moved', events: 2_500, streams: 1_251, reservations: 1_250, resumedAt: 0 });
    expect([...steps]).toEqual(['source', 'copy', 'reservations', 'verify']);
    expect(await moved(to, back)).toEqual(there);
  });

  it('goes on where it was interrupted', async () => {
    const interrupt = (step: MoveStep, done: number) => {
      if (step === 'copy' && done >= 1_000) throw new Error('interrupted');
    };
    await expect(moved(from, to, interrupt)).rejects.toThrow('interrupted');
    expect(await moved(from, to)).toMatchObject({ status: 'moved', events: 2_500, resumedAt: 1_000 });
    expect(await moved(from, to)).toMatchObject({ status: 'moved', resumedAt: 2_500 });
  });

  it('moves an empty log', async () => {
    const empty = `sqlite:${join(folder, 'empty')}.db`;
    await (await openEventStore(empty)).close();
    expect(await moved(empty, to)).toMatchObject({ status: 'moved', events: 0, lastHash: null });
  });

  it('writes nothing into a log with events of its own', async () => {
    await written(to, 4);
    expect(await moved(from, to)).toEqual({ status: 'other-log', at: 1 });
    const store = await openEventStore(to);
    expect(await store.distance(null, await store.head())).toBe(4);
    await store.close();
  });

  it('writes nothing into a copy that has gone its own way', async () => {
    await moved(from, to);
    const store = await openEventStore(to);
    await store.append([anAppend({ events: [anEvent()] })]);
    await store.close();
    expect(await moved(from, to)).toEqual({ status: 'other-log', at: 2_501 });
  });

  it('stops at a source whose bytes are not those that were hashed', async () => {
    onFile(from, `${CHANGEABLE} UPDATE events SET text = replace(text, '"manual"', '"guess"') WHERE position = 1700`);
    expect(await moved(from, to)).toMatchObject({ status: 'broken-source', at: 1_700 });
    await expect(openEventStore(to)).rejects.toThrow('unfinished copy');
  });

  it('writes nothing from a source that is read otherwise than its events say', async () => {
    onFile(from, `${CHANGEABLE} UPDATE events SET position = -1700 WHERE position = 1700`);
    expect(await moved(from, to)).toMatchObject({
      status: 'misplaced-source',
      faults: [{ fault: 'before-the-beginning' }, { fault: 'not-found-by-id' }, { what: 'position 1700' }],
    });
    const store = await openEventStore(to);
    expect(await store.head()).toBeNull();
    await store.close();
  });

  it('keeps the copy unfinished where a chain is broken on both sides', async () => {
    const foreign = JSON.stringify({ id: 'x', previousHash: 'f'.repeat(64), revision: 0, stream: 'odd' });
    const values = `2501, 99999, 0, unhex('${sha256Hex(foreign)}'), '${foreign}'`;
    const found = "INSERT INTO streams VALUES ('odd', 99999); INSERT INTO event_ids VALUES ('x', 2501)";
    onFile(from, `INSERT INTO events VALUES (${values}); ${found}`);
    expect(await moved(from, to)).toMatchObject({
      status: 'differs',
      differences: [{ what: 'chain of odd at revision 0', target: 'previous-hash-differs' }],
    });
    await expect(openEventStore(to)).rejects.toThrow('unfinished copy');
  });

  it('keeps the copy unfinished where holders are others, or more', async () => {
    const target = await openLogImport(to);
    await target.hold([{ scope: 'link', key: 'left over', holder: 'x' }]);
    await target.close();
    const steal = "UPDATE reservations SET holder = 'thief' WHERE key = NEW.key";
    onFile(to, `CREATE TRIGGER thief AFTER INSERT ON reservations WHEN NEW.holder = 'h7' BEGIN ${steal}; END`);
    expect(await moved(from, to)).toEqual({
      status: 'differs',
      differences: [
        { what: `holder of reference p/${from}/7`, source: 'h7', target: 'thief' },
        { what: 'number of reservations', source: '1250', target: '1251' },
      ],
    });
    await expect(openEventStore(to)).rejects.toThrow('unfinished copy');
  });

  it('reads no source that a process has open', async () => {
    const store = await openEventStore(from);
    await expect(openLogExport(from)).rejects.toMatchObject({ name: 'StoreInUse' });
    await store.close();
    await expect(openLogExport(back)).rejects.toThrow('There is no event log');
  });
});
