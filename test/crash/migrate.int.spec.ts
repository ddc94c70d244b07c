import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { anAppend, aStream } from '#event-store/testing';
import { typed } from '../e2e/cli-process.js';
import { until } from '../e2e/until.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');
const EVENTS = 60_000;
const KILLS = 4;

let folder: string;
let [from, to] = ['', ''];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-migrate-'));
  [from, to] = [`sqlite:${join(folder, 'from.db')}`, `sqlite:${join(folder, 'to.db')}`];
  const store = await openEventStore(from);
  const streams = Array.from({ length: EVENTS / 6 }, () => aStream());
  await store.append(
    Array.from({ length: EVENTS }, (_, index) =>
      anAppend({
        stream: streams[index % streams.length] ?? '',
        expectedRevision: Math.floor(index / streams.length) - 1,
        reservations: [{ scope: 'reference', key: `refit/${index}`, expected: null, holder: `h${index}` }],
      }),
    ),
  );
  await store.close();
}, 60_000);
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Bytes that the target has on disk, its journal included. */
const written = async () => {
  const sizes = await Promise.all(
    ['to.db', 'to.db-wal'].map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

describe('a migration that is killed again and again', () => {
  it('goes on each time, opens for nobody meanwhile, and ends with the same log', async () => {
    let unfinished = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await written();
      const child = spawn(process.execPath, [MAIN, 'migrate', '--from', from, '--to', to], { stdio: 'ignore' });
      const ended = once(child, 'close');
      await until(written, (bytes) => bytes > before + 2_000_000 || child.exitCode !== null);
      child.kill('SIGKILL');
      await ended;
      const opened = await openEventStore(to).catch((error: unknown) => String(error));
      if (typeof opened !== 'string') await opened.close();
      else if (opened.includes('unfinished copy')) unfinished += 1;
    }
    expect(unfinished).toBeGreaterThanOrEqual(2);
    const { code, printed, noted } = await typed(['--json', 'migrate', '--from', from, '--to', to], {});
    expect([code, noted]).toEqual([0, expect.stringContaining('verifying both logs')]);
    const told = JSON.parse(printed) as { resumedAt: number };
    expect(told).toMatchObject({ status: 'moved', events: EVENTS, streams: EVENTS / 6, reservations: EVENTS });
    expect(told.resumedAt).toBeGreaterThan(0);
    const store = await openEventStore(to);
    expect(await store.distance(null, await store.head())).toBe(EVENTS);
    await store.close();
  }, 90_000);
});
