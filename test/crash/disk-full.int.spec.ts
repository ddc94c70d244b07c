import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../e2e/until.js';
import { fillDisk, mountDisk, unmountDisk } from './small-disk.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/standalone/src/main.js');
const KEY = 'operator-key-of-a-full-disk';
const REPORTS = 40;

const disk = await mkdtemp(join(tmpdir(), 'circulog-full-'));
const mounted = mountDisk(disk, 64);
if (!mounted) {
  process.stderr.write('NOT TESTED: a full disk under the embedded stores (a small disk cannot be mounted here)\n');
}

let url = '';
let said = '';
let stop: (() => Promise<void>) | undefined;

async function send(method: string, path: string, body?: object, key = KEY) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

beforeAll(async () => {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      CIRCULOG_HOST: '127.0.0.1',
      CIRCULOG_DATA: join(disk, 'data'),
      CIRCULOG_ADMIN_KEY: KEY,
      CIRCULOG_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  url = await until(
    async () => /listens on (\S+)/.exec(said)?.[1] ?? '',
    (found) => found !== '',
  );
  stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
});
afterAll(async () => {
  await stop?.();
  if (mounted) unmountDisk(disk);
  await rm(disk, { recursive: true, force: true });
});

const report = (index: number) => ({
  device: `serial:Northwind:FULL${index}`,
  type: 'LockStateObserved',
  occurredAt: '2026-03-01T08:00:00Z',
  reference: `full-${index}`,
  data: { kind: 'sim', state: 'unlocked' },
});

/** Not a silent gap: the report names what was not tested, and why. */
const notTested = (name: string) =>
  it(`NOT TESTED: ${name}, as no small disk can be mounted here`, () => expect(mounted).toBe(false));

(mounted ? describe : notTested)('a full disk under the embedded stores', () => {
  const acknowledged: number[] = [];
  let key = '';
  const tell = async (from: number) => {
    const answers = [];
    for (let index = from; index < from + REPORTS; index += 1) {
      const answer = await send('POST', '/v1/events', report(index), key);
      if (answer.status < 300) acknowledged.push(index);
      answers.push(answer);
    }
    return answers;
  };

  it('is answered 503 with when to come again, and readiness tells it', async () => {
    const partner = { id: 'refit', name: 'Refit', roles: ['refurbisher'], country: 'DE' };
    key = (await send('POST', '/v1/partners', partner)).body.key;
    expect((await tell(0)).every(({ status }) => status === 201)).toBe(true);
    expect((await send('GET', '/health/ready')).status).toBe(200);
    await fillDisk(join(disk, 'filler'));
    const refused = (await tell(REPORTS)).filter(({ status }) => status !== 201);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    const [first] = refused;
    expect(first?.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(first?.body).toMatchObject({ status: 503, errors: [{ rule: 'retry', hint: expect.any(String) }] });
    const ready = await send('GET', '/health/ready');
    expect(ready.status).toBe(503);
    expect(ready.body.checks).toContainEqual({
      name: 'disk',
      ok: false,
      detail: expect.stringContaining('bytes free'),
    });
    const partners = await send('POST', '/v1/partners', { ...partner, id: 'other' });
    expect([partners.status, partners.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('is said once in the log, not with every report', () => {
    const lines = (what: string) => said.split('\n').filter((line) => line.includes(what)).length;
    expect(lines('request failed')).toBeGreaterThan(0);
    expect(lines('request failed')).toBeLessThanOrEqual(3);
    expect(lines('refusals could not be kept')).toBeLessThanOrEqual(1);
  });

  it('still reads what is there', async () => {
    expect((await send('GET', '/v1/devices/serial:Northwind:FULL1', undefined, key)).status).toBe(200);
  });

  it('is over when there is room: the same reports are taken, what is read catches up, nothing is lost', async () => {
    await rm(join(disk, 'filler'));
    expect((await tell(REPORTS)).every(({ status }) => status === 201 || status === 200)).toBe(true);
    await until(
      async () => (await send('GET', '/v1/projections')).body.items as { state: string; lag: { events: number } }[],
      (items) => items.every(({ state, lag }) => state === 'live' && lag.events === 0),
    );
    expect((await send('GET', '/health/ready')).status).toBe(200);
    for (const index of acknowledged) {
      expect((await send('GET', `/v1/events?reference=full-${index}`, undefined, key)).status).toBe(200);
    }
  }, 60_000);
});
