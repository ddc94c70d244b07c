import { afterEach, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, rulesOf, type Told } from './desk.js';

let app: RunningApp;
const clock = { at: Date.UTC(2026, 5, 1), now: () => clock.at };
const open = async (variables: Record<string, string>) => {
  app = await RunningApp.start(variables, { clock });
};
afterEach(() => app.close());

const receipt = { intakeReason: 'b2b' };

describe('the requests of one key', () => {
  it('are answered 429 beyond its rate, before anything is recorded, until there is room again', async () => {
    await open({ CIRCULOG_RATE_REQUESTS_PER_MINUTE: '6' });
    const eager = await Desk.open(app, 'eager', ['refurbisher']);
    const report = eager.report('serial:Northwind:R1', 'DeviceReceived', '2026-05-01T08:00:00Z', receipt);
    for (let count = 0; count < 6; count += 1) expect((await eager.get('/v1/devices')).status).toBe(200);
    const refused = await eager.post('/v1/events', report);
    expect([refused.status, rulesOf(refused)]).toEqual([429, ['rate-limit']]);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(refused.headers.get('ratelimit-policy')).toBe('"key";q=6;w=60');
    expect(refused.headers.get('ratelimit')).toBe('"key";r=0;t=10');
    clock.at += 10_000;
    expect((await eager.post('/v1/events', report)).status).toBe(201);
  });

  it('leave those of other keys alone, and health open', async () => {
    await open({ CIRCULOG_RATE_REQUESTS_PER_MINUTE: '2' });
    const eager = await Desk.open(app, 'eager', ['refurbisher']);
    const calm = await Desk.open(app, 'calm', ['refurbisher']);
    const answers: Told[] = [];
    for (let count = 0; count < 3; count += 1) answers.push(await eager.get('/v1/devices'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect((await calm.get('/v1/devices')).status).toBe(200);
    expect((await app.send('GET', '/health/live', { key: eager.key })).status).toBe(200);
  });

  it('hear of the rate once half of it is used, and not before', async () => {
    await open({ CIRCULOG_RATE_REQUESTS_PER_MINUTE: '4' });
    const eager = await Desk.open(app, 'eager', ['refurbisher']);
    const told: (string | null)[] = [];
    for (let count = 0; count < 4; count += 1) told.push((await eager.get('/v1/devices')).headers.get('ratelimit'));
    expect(told).toEqual([null, null, '"key";r=1;t=1', '"key";r=0;t=15']);
  });
});

describe('wrong keys', () => {
  const guess = (forwarded?: string) =>
    app.send('GET', '/v1/devices', {
      key: 'a-key-that-nobody-was-given',
      headers: { connection: 'close', ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) },
    });
  const statuses = async (times: number, forwarded?: string) => {
    const found: number[] = [];
    for (let count = 0; count < times; count += 1) found.push((await guess(forwarded)).status);
    return found;
  };

  it('are not even looked at once too many came from an address, nor are right ones on new connections', async () => {
    await open({ CIRCULOG_RATE_WRONG_KEYS_PER_MINUTE: '3' });
    const honest = await Desk.open(app, 'honest', ['refurbisher']);
    expect(await statuses(4)).toEqual([401, 401, 401, 429]);
    const refused = (await guess()) as Told;
    expect([rulesOf(refused), refused.headers.get('retry-after')]).toEqual([['too-many-wrong-keys'], '20']);
    expect((await honest.send('GET', '/v1/devices', undefined, { connection: 'close' })).status).toBe(429);
    clock.at += 20_000;
    expect((await honest.get('/v1/devices')).status).toBe(200);
  });

  it('are counted by what a trusted proxy says, and by nothing that anybody else says', async () => {
    await open({ CIRCULOG_RATE_WRONG_KEYS_PER_MINUTE: '1', CIRCULOG_TRUSTED_PROXIES: '127.0.0.1' });
    expect(await statuses(2, '192.0.2.1')).toEqual([401, 429]);
    expect(await statuses(2, '192.0.2.2')).toEqual([401, 429]);
    await app.close();
    await open({ CIRCULOG_RATE_WRONG_KEYS_PER_MINUTE: '1' });
    expect([...(await statuses(1, '192.0.2.1')), ...(await statuses(1, '192.0.2.2'))]).toEqual([401, 429]);
  });
});
