import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { until } from '../e2e/until.js';
import { ServerProcess } from './server-process.js';
import { SteadyReporters } from './steady-reporters.js';

const LINES = 8_000;
const KILLS = 5;
const ODD = { malformed: 100, repeated: 101, wrong: 103 };

let dataFolder: string;
let server: ServerProcess;
let key: string;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'circulog-crash-'));
  server = await ServerProcess.start(dataFolder);
  const partner = { id: 'refit', name: 'Refit', roles: ['refurbisher'], country: 'DE' };
  key = String((await server.send('POST', '/v1/partners', { body: JSON.stringify(partner) })).body.key);
});
afterEach(async () => {
  await server.kill();
  await rm(dataFolder, { recursive: true, force: true });
});

interface Job {
  state: string;
  linesDone: number;
  counts: Record<string, number>;
}
const job = async (id: string): Promise<Job> =>
  (await server.send('GET', `/v1/imports/${id}`, { key })).body as unknown as Job;

const line = (index: number): string => {
  const report = {
    device: `serial:Northwind:FILE${index - (index % 4)}`,
    type: 'DeviceReceived',
    occurredAt: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    reference: `file-${index}`,
    data: { intakeReason: index % ODD.wrong === 0 ? 'gift' : 'b2b' },
  };
  if (index % ODD.malformed === 0) return JSON.stringify(report).slice(1);
  return JSON.stringify(report);
};
const FILE = Array.from({ length: LINES }, (_, index) => (index % ODD.repeated === 1 ? line(1) : line(index)));
const refusedAt = (index: number) =>
  index % ODD.repeated !== 1 && (index % ODD.malformed === 0 || index % ODD.wrong === 0);
const REFUSED = FILE.filter((_, index) => refusedAt(index)).length;
const DUPLICATES = FILE.filter((_, index) => index % ODD.repeated === 1).length - 1;

/** What the projections say, without how far they are. */
async function projected(): Promise<unknown> {
  const metric = async (name: string) =>
    (await server.send('GET', `/v1/metrics/${name}?by=partner,category&period=month&from=2025-01&to=2026-12`)).body;
  const devices: unknown[] = [];
  let cursor = '';
  do {
    const { body } = await server.send('GET', `/v1/devices?limit=500${cursor}`);
    devices.push(...(body.items as unknown[]));
    cursor = body.next === null ? '' : `&cursor=${encodeURIComponent(String(body.next))}`;
  } while (cursor !== '');
  devices.sort((a, b) => ((a as { deviceId: string }).deviceId < (b as { deviceId: string }).deviceId ? -1 : 1));
  return [devices, await metric('devicesKnown'), await metric('cycleOutcomes')];
}

interface Build {
  name: string;
  generation: number;
  state: string;
  lag: { events: number };
}
const builds = async () => (await server.send('GET', '/v1/projections')).body.items as Build[];
const caughtUp = () =>
  until(builds, (items) => items.length > 0 && items.every((one) => one.state === 'live' && one.lag.events === 0));

/** References of the partner's events in the log, as often as they are there. */
async function logged(): Promise<string[]> {
  const store = await openEventStore(`sqlite:${join(dataFolder, 'events.db')}`);
  try {
    const events = await store.readAll(null, 100_000);
    return events.flatMap(({ event }) => (event.recordedBy === 'refit' ? [event.metadata.reference ?? ''] : []));
  } finally {
    await store.close();
  }
}

describe('a server that is killed again and again while it takes reports and a file', () => {
  it('has everything that it acknowledged, once, ends the import exactly, and its projections equal a rebuild', async () => {
    const reporters = new SteadyReporters(key);
    const sent = { key, body: FILE.join('\n'), type: 'application/x-ndjson' };
    const id = String((await server.send('POST', '/v1/imports', sent)).body.id);

    let killedInside = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const [acknowledged, { linesDone }] = [reporters.acknowledged.size, await job(id)];
      const reporting = reporters.report(server, () => false);
      const now = await until(
        () => job(id),
        (one) =>
          reporters.acknowledged.size >= acknowledged + 10 && (one.state !== 'running' || one.linesDone > linesDone),
      );
      if (now.state === 'running') killedInside += 1;
      await server.kill();
      await reporting;
      server = await ServerProcess.start(dataFolder);
    }
    expect(killedInside).toBeGreaterThanOrEqual(2);
    const ended = await until(
      () => job(id),
      ({ state }) => state !== 'running' && state !== 'received',
    );
    await reporters.report(server, () => true);
    expect(reporters.strange).toEqual([]);

    const told = { state: 'completed', linesDone: LINES };
    expect(ended).toMatchObject({ ...told, counts: { refused: REFUSED, duplicate: DUPLICATES, quarantined: 0 } });
    const counted = Object.values(ended.counts).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(LINES);
    for (const [reference, eventId] of [...reporters.acknowledged].slice(-200)) {
      const found = await server.send('GET', `/v1/events?reference=${reference}`, { key });
      expect([reference, found.status, found.body.eventId]).toEqual([reference, 200, eventId]);
    }

    await caughtUp();
    const before = await projected();
    const names = [...new Set((await builds()).map(({ name }) => name))];
    const generations = new Map<string, number>();
    for (const name of names) {
      const { body } = await server.send('POST', `/v1/projections/${name}/rebuild`);
      generations.set(name, Number(body.generation));
    }
    await until(builds, (items) =>
      names.every((name) =>
        items.some((one) => one.name === name && one.state === 'live' && one.generation === generations.get(name)),
      ),
    );
    await caughtUp();
    expect(await projected()).toEqual(before);

    expect(await server.terminate()).toBe(0);
    const references = await logged();
    expect(new Set(references).size).toBe(references.length);
    const there = new Set(references);
    expect([...reporters.acknowledged.keys()].filter((reference) => !there.has(reference))).toEqual([]);
    const lines = references.filter((reference) => reference.startsWith('file-'));
    expect(lines).toHaveLength(LINES - REFUSED - DUPLICATES);
  }, 90_000);
});

describe('a server that is told to stop', () => {
  it('answers or finishes what it acknowledged, and goes on with the file at the next start', async () => {
    const reporters = new SteadyReporters(key);
    const sent = { key, body: FILE.slice(0, 4_000).join('\n'), type: 'application/x-ndjson' };
    const id = String((await server.send('POST', '/v1/imports', sent)).body.id);
    const reporting = reporters.report(server, () => false);
    await until(
      () => Promise.resolve(reporters.acknowledged.size),
      (count) => count >= 30,
    );
    expect(await server.terminate()).toBe(0);
    await reporting;

    server = await ServerProcess.start(dataFolder);
    for (const [reference, eventId] of reporters.acknowledged) {
      const found = await server.send('GET', `/v1/events?reference=${reference}`, { key });
      expect([reference, found.status, found.body.eventId]).toEqual([reference, 200, eventId]);
    }
    const ended = await until(
      () => job(id),
      ({ state }) => state === 'completed',
    );
    expect(Object.values(ended.counts).reduce((sum, count) => sum + count, 0)).toBe(4_000);
  }, 60_000);
});
