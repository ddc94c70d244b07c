import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore, openLogImport } from '#event-store';
import { anAppend, anEvent, aStream } from '#event-store/testing';
import { typed } from '../../e2e/cli-process.js';
import { until } from '../../e2e/until.js';
import { TcpGate } from '../../faults/tcp-gate.js';
import { namedLog } from './named-log.js';
import { type OpenedEventStoreDb, openEventStoreDb } from './open-eventstoredb.js';

const MAIN = join(import.meta.dirname, '../../../dist/apps/cli/src/main.js');
const STREAMS = 100;
const EVENTS = 1_500;
const KILLS = 2;
/** Copied before something happens. */
const COPIED = 60;
/** What the way to the server takes, so that no machine copies everything before this test has looked. */
const DELAY_MILLIS = 1;
/** Long enough that the name of its stream keeps a digest only. */
const LONG = 'ü'.repeat(110);

let server: OpenedEventStoreDb;
let gate: TcpGate;
let folder: string;
let [from, to, back] = ['', '', ''];

beforeAll(async () => {
  server = await openEventStoreDb();
  const { hostname, port } = new URL(server.url);
  gate = await TcpGate.open({ host: hostname, port: Number(port) });
  folder = await mkdtemp(join(tmpdir(), 'circulog-moving-house-'));
  [from, back] = [`sqlite:${join(folder, 'from.db')}`, `sqlite:${join(folder, 'back.db')}`];
  to = namedLog(server.url, 'moving-house');
  const store = await openEventStore(from);
  const streams = Array.from({ length: STREAMS }, () => aStream());
  await store.append(Array.from({ length: EVENTS }, (_, index) => numbered(streams, index)));
  await store.close();
}, 240_000);
afterAll(async () => {
  await gate.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function numbered(streams: readonly string[], index: number) {
  const reference = `${index}-${index % 10 === 0 ? LONG : ''}`;
  const event = anEvent({ metadata: { reference, addressedBy: [] } });
  const stream = streams[index % STREAMS] ?? '';
  const expectedRevision = Math.floor(index / STREAMS) - 1;
  const holder = `${event.id} ${stream} ${event.metadata.digest}`;
  const key = `${event.recordedBy}/${reference}`;
  const reservations = [{ scope: 'reference' as const, key, expected: null, holder }];
  return anAppend({ stream, expectedRevision, events: [event], reservations });
}

/** Of a server with a single address; a cluster says its own addresses. */
function throughGate(log: string): string {
  const { host, protocol } = new URL(log);
  return protocol === 'esdb:' ? log.replace(host, `127.0.0.1:${gate.port}`) : log;
}

async function eventsThere(): Promise<number> {
  const log = await openLogImport(to);
  let events = 0;
  for await (const page of log.events()) events += page.length;
  await log.close();
  return events;
}

/** Runs the command until it has copied some events more, and then something happens; resolves when it has ended. */
async function migrating(happens: (child: ReturnType<typeof spawn>) => unknown): Promise<number | null> {
  const before = await eventsThere();
  gate.delay(DELAY_MILLIS);
  const child = spawn(process.execPath, [MAIN, 'migrate', '--from', from, '--to', throughGate(to)], {
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  await until(eventsThere, (events) => events > before + COPIED || child.exitCode !== null);
  await happens(child);
  gate.delay(0);
  return ((await ended) as [number | null])[0];
}

const verified = async (log: string) => {
  const { code, printed } = await typed(['--json', 'verify', '--store', log], {});
  return { code, ...JSON.parse(printed) };
};
const WHOLE = { code: 0, events: EVENTS, streams: STREAMS, reservations: EVENTS, claims: EVENTS };

describe('circulog migrate and verify on an EventStoreDB', () => {
  it('go on after the command is killed, open for nobody meanwhile, and double nothing', async () => {
    let last = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      await migrating((child) => child.kill('SIGKILL'));
      await expect(openEventStore(to)).rejects.toThrow('unfinished copy');
      const there = await eventsThere();
      expect(there).toBeGreaterThan(last);
      expect(there).toBeLessThan(EVENTS);
      last = there;
    }
    const { code, printed, noted } = await typed(['--json', 'migrate', '--from', from, '--to', to], {});
    expect([code, noted]).toEqual([0, expect.stringContaining('verifying both logs')]);
    const moved = JSON.parse(printed) as { resumedAt: number };
    expect(moved).toMatchObject({ status: 'moved', events: EVENTS, streams: STREAMS, reservations: EVENTS });
    expect(moved.resumedAt).toBeGreaterThanOrEqual(last);
    expect(await verified(to)).toMatchObject({ ...WHOLE, chainFaults: [], claimFaults: [] });
  });

  it('wait for a server that is killed under them', async () => {
    // A server that is given, or in a container, is not ours to kill: then this is one more copy.
    to = namedLog(server.url, 'moving-house-again');
    expect(await migrating(() => server.restart?.('SIGKILL'))).toBe(0);
    expect(await verified(to)).toMatchObject({ ...WHOLE, chainFaults: [], claimFaults: [] });
  });

  it('go back with the same bytes and claims', async () => {
    const { code } = await typed(['migrate', '--from', to, '--to', back], {});
    expect(code).toBe(0);
    const [original, returned] = [await verified(from), await verified(back)];
    expect({ ...returned, epoch: '' }).toEqual({ ...original, epoch: '' });
    expect(original).toMatchObject({ ...WHOLE, chainFaults: [], claimFaults: [] });
  });

  it('refuse to move another log into it', async () => {
    const other = `sqlite:${join(folder, 'other.db')}`;
    const store = await openEventStore(other);
    await store.append([anAppend()]);
    await store.close();
    const { code, noted } = await typed(['migrate', '--from', other, '--to', to], {});
    expect([code, noted]).toEqual([7, expect.stringContaining('events of another log')]);
    await (await openEventStore(to)).close();
  });
});
