import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { openEventStore, openLogExport } from '#event-store';
import { anAppend } from '#event-store/testing';
import { sha256Hex } from '#kernel';
import { type LogReport, verifyLog } from './index.js';

const PAGE_BYTES = 8192;

let folder: string;
let path: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-log-'));
  path = join(folder, 'events.db');
  const store = await openEventStore(`sqlite:${path}`);
  await store.append(Array.from({ length: 3 }, () => anAppend()));
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function rewrite(position: number, text: string): void {
  const database = new Database(path);
  database.exec('DROP TRIGGER events_are_never_changed');
  database
    .prepare('UPDATE events SET text = ?, hash = unhex(?) WHERE position = ?')
    .run(text, sha256Hex(text), position);
  database.close();
}

async function verified(): Promise<LogReport> {
  const log = await openLogExport(`sqlite:${path}`);
  try {
    return await verifyLog(log, () => undefined);
  } finally {
    await log.close();
  }
}

describe('a log with bytes that Circulog has never written', () => {
  it.each(['null', '{}', '7', '[]', 'no JSON'])('is read to its end, and says where they are: %s', async (text) => {
    rewrite(2, text);
    const { storeFaults, chainFaults, events } = await verified();
    expect(events).toBe(3);
    expect(storeFaults).toContainEqual({ what: 'position 2', fault: 'unreadable' });
    expect(chainFaults).toEqual([{ stream: '', revision: null, event: 2, fault: 'unreadable' }]);
  });

  it('is told of an event that lacks what every event has, though its hash is right', async () => {
    rewrite(2, JSON.stringify({ id: 'x', previousHash: null, revision: 0, stream: 'device-x' }));
    const { chainFaults, claimFaults } = await verified();
    expect(chainFaults).toEqual([]);
    expect(claimFaults).toContainEqual({
      claim: 'device-x at revision 0',
      holder: null,
      fault: 'no-event-of-circulog',
    });
  });

  it('is read no further where the file itself is damaged', async () => {
    const bytes = readFileSync(path);
    bytes.fill(0, bytes.length - PAGE_BYTES);
    writeFileSync(path, bytes);
    const { storeFaults, events } = await verified();
    expect([storeFaults[0]?.fault, events]).toEqual(['file-damaged', 0]);
  });
});
