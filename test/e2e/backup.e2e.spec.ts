import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { typed } from './cli-process.js';
import { Desk } from './desk.js';
import { until } from './until.js';

const RECEIVED = { intakeReason: 'trade_in' };

let folder: string;
let app: RunningApp;
let desk: Desk;
let key = '';
let [backup, restored] = ['', ''];
const before: string[] = [];
const position = { old: '' };

const report = (index: number) =>
  desk.report(`serial:Northwind:BACK-${index}`, 'DeviceReceived', '2026-03-01T08:00:00Z', RECEIVED);
const talking = (words: string[], asked = TEST_ADMIN_KEY) =>
  typed(words, { CIRCULOG_URL: app.url, CIRCULOG_ADMIN_KEY: asked });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-back-'));
  [backup, restored] = [join(folder, 'backup'), join(folder, 'restored')];
  app = await RunningApp.start({}, { dataFolder: join(folder, 'data') });
  key = await app.partner('refit', ['refurbisher']);
  desk = new Desk(() => app, 'refit', key);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a backup of a server that is reported to', () => {
  it('has everything that was acknowledged before it began, and verifies', async () => {
    let [ended, index] = [false, 0];
    const acknowledged: string[] = [];
    const reporting = (async () => {
      while (!ended) {
        const sent = report(index++);
        if ((await desk.post('/v1/events', sent)).status === 201) acknowledged.push(sent.reference);
      }
    })();
    await until(
      () => Promise.resolve(acknowledged.length),
      (count) => count >= 100,
    );
    before.push(...acknowledged);
    const { code, printed, noted } = await talking(['--json', 'backup', '--to', backup]);
    ended = true;
    await reporting;
    expect([code, noted]).toEqual([0, expect.stringContaining('copying the stores')]);
    expect(JSON.parse(printed)).toMatchObject({ format: 'circulog-backup', leftOut: [expect.stringMatching(/read/)] });
    expect((await readdir(backup)).sort()).toEqual(['events.db', 'manifest.json', 'ops.db']);
    expect(acknowledged.length).toBeGreaterThan(before.length);
    position.old = String((await desk.get('/v1/devices/serial:Northwind:BACK-1/journey')).body.knownAt);
  }, 30_000);

  it('is for operators, and for a new folder', async () => {
    expect((await talking(['backup', '--to', join(folder, 'other')], key)).code).toBe(5);
    expect((await talking(['backup', '--to', backup])).code).toBe(2);
    const relative = await app.send('POST', '/v1/backups', { body: { folder: 'here' } });
    expect([relative.status, relative.body]).toMatchObject([422, { errors: [{ rule: 'folder-not-absolute' }] }]);
    expect((await app.send('GET', '/v1/backups/none')).status).toBe(404);
  });

  it('is not put where something is', async () => {
    const running = await typed(['restore', '--from', backup, '--data', join(folder, 'data'), '--replace-data'], {});
    expect([running.code, running.noted]).toEqual([6, expect.stringContaining('in use')]);
    expect((await typed(['restore', '--from', backup, '--data', join(folder, 'data')], {})).code).toBe(2);
    expect((await typed(['restore', '--from', folder, '--data', restored], {})).code).toBe(3);
  }, 90_000);

  it('is restored, verified and served: reports, keys, and what is read, built anew', async () => {
    const { code, printed } = await typed(['restore', '--from', backup, '--data', restored], {});
    expect([code, printed]).toEqual([0, expect.stringContaining(`CIRCULOG_DATA=${restored}`)]);
    const verified = await typed(['--json', 'verify', '--store', `sqlite:${restored}/events.db`], {});
    expect([verified.code, JSON.parse(verified.printed)]).toMatchObject([0, { chainFaults: [], claimFaults: [] }]);
    const counted = await typed(['--json', 'metrics', 'devicesKnown', '--period', 'year'], { CIRCULOG_DATA: restored });
    const rows = JSON.parse(counted.printed) as { value: number }[];
    expect(rows.reduce((sum, { value }) => sum + value, 0)).toBeGreaterThanOrEqual(before.length);
    await app.application.close();
    app = await RunningApp.start({}, { dataFolder: restored });
    for (const reference of before) {
      expect((await desk.get(`/v1/events?reference=${reference}`)).status).toBe(200);
    }
    await until(
      async () => (await desk.get('/v1/devices?limit=500')).body.items.length,
      (count) => count >= before.length,
    );
    expect((await desk.get(`/v1/devices?minPosition=${position.old}`)).status).toBe(410);
    await desk.record('serial:Northwind:BACK-1', 'DeviceReceived', '2026-03-02T08:00:00Z', RECEIVED);
  }, 30_000);
});
