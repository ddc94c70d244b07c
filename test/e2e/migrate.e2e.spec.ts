import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { typed } from './cli-process.js';
import { Desk } from './desk.js';
import { until } from './until.js';

const DEVICE = 'serial:Northwind:MOVE-1';
const RECEIVED = { intakeReason: 'trade_in' };

let folder: string;
let app: RunningApp;
let desk: Desk;
let [from, to] = ['', ''];
let old: { position: string; next: Record<string, string>; entries: unknown; metric: unknown };

const LISTS = ['/v1/devices', '/v1/anomalies'];
const lagging = async () => {
  const { body } = await app.send('GET', '/v1/projections');
  return (body as { items: { state: string; lag: { events: number } }[] }).items;
};
const caughtUp = () =>
  until(lagging, (items) => items.length > 0 && items.every(({ state, lag }) => state === 'live' && lag.events === 0));
const journeyOf = async (device: string) => (await desk.get(`/v1/devices/${device}/journey`)).body;
const known = async () => (await desk.get('/v1/metrics/devicesKnown?by=partner&period=year')).body.rows;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-move-'));
  [from, to] = [`sqlite:${join(folder, 'events.db')}`, `sqlite:${join(folder, 'moved', 'log.db')}`];
  app = await RunningApp.start({}, { dataFolder: folder });
  desk = new Desk(() => app, 'refit', await app.partner('refit', ['refurbisher']));
  for (let index = 1; index <= 6; index += 1) {
    const device = `serial:Northwind:MOVE-${index}`;
    await desk.record(device, 'DeviceReceived', '2026-03-01T08:00:00Z', RECEIVED);
    await desk.record(device, 'DeviceReceived', '2026-03-01T09:00:00Z', RECEIVED);
  }
  await caughtUp();
  const next: Record<string, string> = {};
  for (const path of LISTS) next[path] = String((await desk.get(`${path}?limit=2`)).body.next);
  const { knownAt, entries } = await journeyOf(DEVICE);
  old = { position: String(knownAt), next, entries, metric: await known() };
  await app.application.close();
}, 60_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

describe('an installation that moves to another event store', () => {
  it('is copied while no server runs, and told what to do next', async () => {
    const { code, printed, noted } = await typed(['migrate', '--from', from, '--to', to], {});
    expect([code, noted]).toEqual([0, expect.stringContaining('copying events')]);
    expect(printed).toContain(`Set CIRCULOG_EVENT_STORE=${to}`);
    const verified = await typed(['--json', 'verify', '--store', to], {});
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.printed)).toMatchObject({ chainFaults: [], claimFaults: [] });
  });

  it('tells the same journeys and metrics, with what is read built anew by itself', async () => {
    app = await RunningApp.start({ CIRCULOG_EVENT_STORE: to }, { dataFolder: folder });
    const { knownAt, entries } = await journeyOf(DEVICE);
    expect(entries).toEqual(old.entries);
    expect(knownAt).not.toBe(old.position);
    await caughtUp();
    expect(await known()).toEqual(old.metric);
  });

  it('skips no event that is recorded after it', async () => {
    await desk.record('serial:Northwind:MOVE-9', 'DeviceReceived', '2026-03-02T08:00:00Z', RECEIVED);
    await caughtUp();
    const found = await desk.get('/v1/devices?limit=50');
    expect(found.body.items).toHaveLength(7);
  });

  it('takes a report that was recorded before the move for the repeat that it is', async () => {
    const again = { ...desk.report(DEVICE, 'DeviceReceived', '2026-03-01T08:00:00Z', RECEIVED), reference: 'refit-1' };
    const answer = await desk.post('/v1/events', again);
    expect(answer.status).toBe(200);
  });

  it.each([
    ['knownAt of a journey', () => `/v1/devices/${DEVICE}/journey?knownAt=${old.position}`],
    ['minPosition of devices', () => `/v1/devices?minPosition=${old.position}`],
    ['minPosition of anomalies', () => `/v1/anomalies?minPosition=${old.position}`],
    ['minPosition of the quarantine', () => `/v1/quarantine?minPosition=${old.position}`],
    ['minPosition of findings', () => `/v1/findings?minPosition=${old.position}`],
    ['minPosition of a metric', () => `/v1/metrics/devicesKnown?minPosition=${old.position}`],
    ['a cursor of devices', () => `/v1/devices?limit=2&cursor=${old.next['/v1/devices']}`],
    ['a cursor of anomalies', () => `/v1/anomalies?limit=2&cursor=${old.next['/v1/anomalies']}`],
  ])('answers 410 with a hint to %s of the old log', async (_, path) => {
    const answer = await desk.get(path());
    expect([answer.status, answer.body.errors[0]]).toMatchObject([
      410,
      { rule: 'foreign-position', hint: expect.any(String) },
    ]);
  });

  it('refuses to move into the log that has gone on since, and to read one that a server has', async () => {
    const busy = await typed(['migrate', '--from', to, '--to', `sqlite:${join(folder, 'other.db')}`], {});
    expect([busy.code, busy.noted]).toEqual([6, expect.stringContaining('Stop the server first')]);
    await app.application.close();
    const other = await typed(['migrate', '--from', from, '--to', to], {});
    expect([other.code, other.noted]).toEqual([7, expect.stringContaining('events of another log')]);
    app = await RunningApp.start({ CIRCULOG_EVENT_STORE: to }, { dataFolder: folder });
  });

  it('says what is wrong with the command', async () => {
    expect((await typed(['migrate', '--from', from], {})).code).toBe(2);
    expect((await typed(['migrate', '--from', from, '--to', from], {})).code).toBe(2);
    expect((await typed(['migrate', '--from', 'paper:x', '--to', to], {})).code).toBe(2);
  });
});
