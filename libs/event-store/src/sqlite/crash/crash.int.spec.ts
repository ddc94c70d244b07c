import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { verifyChains } from '../../verify-chains.js';
import { builtEntry } from '../built-entry.js';
import { openSqliteEventStore } from '../open-sqlite.js';
import type { SqliteEventStore } from '../sqlite-event-store.js';

const KILLS = 50;
const folder = mkdtempSync(join(tmpdir(), 'event-store-crash-'));
const path = join(folder, 'log.db');
const child = fileURLToPath(builtEntry('./child.js', import.meta.url));

/** Runs the child until it has acknowledged so many events, kills it, and returns every acknowledgement it gave. */
async function killAfter(acknowledgements: number): Promise<string[]> {
  const running = spawn(process.execPath, [child, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let lines = 0;
  running.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    lines += chunk.toString().split('\n').length - 1;
    if (lines >= acknowledgements) running.kill('SIGKILL');
  });
  const [, signal] = (await once(running, 'close')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

describe(`a log whose owner is killed ${KILLS} times under load`, () => {
  let acknowledged: string[];
  let store: SqliteEventStore;

  beforeAll(async () => {
    acknowledged = [];
    for (let kill = 0; kill < KILLS; kill++) acknowledged.push(...(await killAfter(1 + ((kill * 37) % 90))));
    store = await openSqliteEventStore(path);
  }, 120_000);
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('has every event that was acknowledged, at its position and with its hash', async () => {
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    const logged = await store.readAll(null, 1_000_000);
    const stored = new Set(logged.map(({ event, position }) => `${event.id} ${position} ${event.hash}`));
    expect(acknowledged.filter((one) => !stored.has(one))).toEqual([]);
  });

  it('has whole chains and no gap in its positions', async () => {
    const report = verifyChains(store.storedByStream());
    expect(report).toEqual({ events: await store.distance(null, await store.head()), streams: 8, faults: [] });
  });

  it('has the reservations of the events that it has, and no others', () => {
    const database = new Database(path, { readonly: true });
    const mismatched = database
      .prepare(
        `SELECT count(*) FROM events FULL JOIN reservations ON key = text ->> '$.id'
         WHERE key IS NULL OR text IS NULL OR holder <> text ->> '$.stream'`,
      )
      .pluck()
      .get();
    const check = database.pragma('integrity_check', { simple: true });
    database.close();
    expect({ mismatched, check }).toEqual({ mismatched: 0, check: 'ok' });
  });

  it('lets no second process in while it is open, and says why', async () => {
    const second = spawn(process.execPath, [child, path], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    second.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const [code] = (await once(second, 'close')) as [number];
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('is in use by another process') });
  });
});
