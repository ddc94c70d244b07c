import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { typed } from './cli-process.js';
import { Desk } from './desk.js';

const DEVICE = 'serial:Northwind:CLI-1';

let folder: string;
let app: RunningApp;
let refurbisher: Desk;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'circulog-cli-'));
  app = await RunningApp.start();
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  await refurbisher.record(DEVICE, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'trade_in' });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const talking = (words: string[], key = TEST_ADMIN_KEY) =>
  typed(words, { CIRCULOG_URL: app.url, CIRCULOG_ADMIN_KEY: key });
const opening = (words: string[], dataFolder: string) => typed(words, { CIRCULOG_DATA: dataFolder });
const received = (index: number) =>
  refurbisher.report(`serial:Northwind:CLI-F${index}`, 'DeviceReceived', '2026-03-01T08:00:00Z', {
    intakeReason: 'b2b',
  });

describe('circulog beside a running server', () => {
  it('prints a journey for people and for programs', async () => {
    const people = await talking(['journey', DEVICE]);
    expect([people.code, people.printed]).toEqual([0, expect.stringMatching(/03-01 08:00 +refit +Device received/)]);
    const programs = await talking(['--json', 'journey', DEVICE]);
    expect(programs.code).toBe(0);
    expect(JSON.parse(programs.printed)).toMatchObject({ disposition: 'received', entries: expect.any(Array) });
    const before = await talking(['--json', 'journey', DEVICE, '--known-at', '2020-01-01T00:00:00Z']);
    expect(before.code).toBe(3);
  });

  it('ends with a code that tells a script what was wrong', async () => {
    expect((await talking(['journey', 'serial:Northwind:NOWHERE'])).code).toBe(3);
    expect((await talking(['fly'])).code).toBe(2);
    expect((await talking(['journey', DEVICE], 'ck_wrong')).code).toBe(5);
    expect((await typed(['--url', 'http://127.0.0.1:1', 'stats'], {})).code).toBe(6);
    expect((await talking(['metrics', 'happiness'])).code).toBe(3);
    const wrong = await talking(['journey', 'imei:004401245678901']);
    expect([wrong.code, wrong.printed, wrong.noted]).toEqual([
      expect.any(Number),
      '',
      expect.stringContaining('circulog:'),
    ]);
    expect(wrong.code).not.toBe(0);
    expect(wrong.noted).not.toContain('    at ');
  });

  it('imports files, plain and compressed, and tells what was refused', async () => {
    const plain = join(folder, 'plain.ndjson');
    await writeFile(plain, [received(1), received(2)].map((one) => JSON.stringify(one)).join('\n'));
    const sent = await talking(['--json', 'import', plain], refurbisher.key);
    expect(sent.code).toBe(0);
    expect(JSON.parse(sent.printed)).toMatchObject({ job: { state: 'completed', counts: { accepted: 2 } } });

    const odd = join(folder, 'odd.ndjson.gz');
    await writeFile(odd, gzipSync(`${JSON.stringify(received(3))}\n{"device":\n`));
    const refused = await talking(['import', odd], refurbisher.key);
    expect([refused.code, refused.printed]).toEqual([4, expect.stringMatching(/2/)]);
  });

  it('adds and lists partners, and rotates and suspends their keys', async () => {
    const add = ['--json', 'partner', 'add', 'by-hand', '--roles', 'recycler,logistics', '--country', 'FR'];
    const added = await talking(add);
    expect(added.code).toBe(0);
    const { key } = JSON.parse(added.printed) as { key: string };
    expect((await app.send('GET', '/v1/partners', { key })).status).toBe(200);
    const rotated = JSON.parse((await talking(['--json', 'partner', 'rotate-key', 'by-hand'])).printed) as {
      key: string;
    };
    expect((await app.send('GET', '/v1/partners', { key })).status).toBe(401);
    expect((await app.send('GET', '/v1/partners', { key: rotated.key })).status).toBe(200);
    expect((await talking(['partner', 'suspend', 'by-hand'])).code).toBe(0);
    expect((await app.send('GET', '/v1/partners', { key: rotated.key })).status).toBe(401);
    expect((await talking(['partner', 'list'])).printed).toMatch(/by-hand.*suspended/);
    expect((await talking(['partner', 'reactivate', 'by-hand'])).code).toBe(0);
    expect((await app.send('GET', '/v1/partners', { key: rotated.key })).status).toBe(200);
    expect((await talking(['partner', 'list'], refurbisher.key)).code).toBe(0);
    expect(
      (await talking(['partner', 'add', 'x', '--roles', 'recycler', '--country', 'FR'], refurbisher.key)).code,
    ).toBe(5);
  });

  it('shows metrics, statistics and rebuilds', async () => {
    const definitions = JSON.parse((await talking(['--json', 'metrics'])).printed) as { name: string }[];
    expect(definitions.map(({ name }) => name)).toContain('cycleOutcomes');
    const rows = JSON.parse(
      (await talking(['--json', 'metrics', 'devicesKnown', '--by', 'partner'])).printed,
    ) as object[];
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.parse((await talking(['--json', 'stats'])).printed)).toMatchObject({
      ready: true,
      partners: expect.any(Number),
    });
    const rebuilt = await talking(['--json', 'rebuild']);
    expect(rebuilt.code).toBe(0);
    expect((JSON.parse(rebuilt.printed) as { state: string }[]).every(({ state }) => state === 'live')).toBe(true);
    expect((await talking(['rebuild', 'nothing'])).code).toBe(3);
  });
});

describe('circulog without a server', () => {
  it('opens the stores itself, and leaves what it did for the server', async () => {
    const data = join(folder, 'own');
    const added = await opening(
      ['--json', 'partner', 'add', 'alone', '--roles', 'refurbisher', '--country', 'DE'],
      data,
    );
    expect(added.code).toBe(0);
    const file = join(folder, 'alone.ndjson');
    await writeFile(file, JSON.stringify({ ...received(9), location: { country: 'DE' } }));
    const imported = await opening(['--json', 'import', file], data);
    expect(imported.code).toBe(0);
    const journey = await opening(['--json', 'journey', 'serial:Northwind:CLI-F9'], data);
    expect(JSON.parse(journey.printed)).toMatchObject({ disposition: 'received' });
    const later = await RunningApp.start({}, { dataFolder: data });
    try {
      const found = await later.send('GET', '/v1/devices/serial:Northwind:CLI-F9');
      expect(found.status).toBe(200);
      const { key } = JSON.parse(added.printed) as { key: string };
      expect((await later.send('GET', '/v1/partners', { key })).status).toBe(200);
      const busy = await opening(['stats'], data);
      expect([busy.code, busy.noted]).toEqual([6, expect.stringContaining('--url')]);
    } finally {
      await later.close();
    }
  });
});
