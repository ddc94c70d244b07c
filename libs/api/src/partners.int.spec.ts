import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventStore } from '#event-store';
import { EVENT_STORE } from '#platform';
import { RunningApp } from './testing/index.js';

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.close());

const site = { id: 'lej-1', country: 'DE', timeZone: 'Europe/Berlin', gln: '4000001000005', default: true };
const green = { id: 'green', name: 'Green', roles: ['refurbisher'], country: 'DE', sites: [site] };
const register = (body: object) => app.send('POST', '/v1/partners', { body });
const ruleOf = (body: unknown) => (body as { errors: { rule: string }[] }).errors[0]?.rule;

describe('registering a partner', () => {
  it('answers it with its key once, and the same again without', async () => {
    const first = await register(green);
    expect([first.status, first.headers.get('location')]).toEqual([201, '/v1/partners/green']);
    expect(first.body).toMatchObject({ id: 'green', roles: ['refurbisher'], suspended: false, sites: [site] });
    expect((first.body as { key: string }).key).toMatch(/^ck_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    const again = await register({ ...green });
    expect([again.status, Object.keys(again.body as object).includes('key')]).toEqual([200, false]);
  });

  it('otherwise under the same id is a conflict', async () => {
    const answer = await register({ ...green, country: 'FR' });
    expect([answer.status, ruleOf(answer.body)]).toEqual([409, 'partner-registered-otherwise']);
  });

  it('of many at the same time registers one', async () => {
    const body = { id: 'race', name: 'Race', roles: ['owner'], country: 'DE' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => register(body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
  });

  it.each([
    ['an id that is reserved', { id: 'operator' }, 'id-reserved'],
    ['a zone that there is not', { timeZone: 'Europe/Lipsia' }, 'time-zone-unknown'],
    ['a GLN whose check digit is wrong', { sites: [{ ...site, gln: '4000001000006' }] }, 'gln-check-digit'],
    ['two default sites', { sites: [site, { ...site, id: 'b' }] }, 'invalid'],
    ['no role', { roles: [] }, 'out-of-range'],
  ])('with %s is refused', async (_, change, rule) => {
    const answer = await register({ ...green, id: 'refused', ...change });
    expect([answer.status, ruleOf(answer.body)]).toEqual([422, rule]);
  });

  it('without a key gives none', async () => {
    const answer = await register({ id: 'keyless', name: 'No key', roles: ['owner'], country: 'DE', withoutKey: true });
    expect([answer.status, Object.keys(answer.body as object).includes('key')]).toEqual([201, false]);
  });

  it('keeps no key in the log', async () => {
    const key = await app.partner('secretive', ['owner']);
    const log = app.application.app.get<EventStore>(EVENT_STORE);
    expect(JSON.stringify(await log.readAll(null, 1000))).not.toContain(key.slice(-43));
  });
});

describe('partners', () => {
  it('see the public side of each other, and all of themselves', async () => {
    const key = await app.partner('seer', ['owner']);
    const other = await app.send('GET', '/v1/partners/green', { key });
    expect(Object.keys(other.body as object)).toEqual(['id', 'name', 'roles', 'country', 'suspended']);
    expect((await app.send('GET', '/v1/partners/seer', { key })).body).toMatchObject({ actsFor: [] });
    expect((await app.send('GET', '/v1/partners/nobody', { key })).status).toBe(404);
  });

  it('register nobody and change nobody', async () => {
    const key = await app.partner('modest', ['owner']);
    const send = (method: string, path: string, body?: object) =>
      app.send(method, `/v1/partners${path}`, { key, body });
    const answers = await Promise.all([
      send('POST', '', { ...green, id: 'mine' }),
      send('PUT', '/modest/roles', { roles: ['operator'] }),
      send('POST', '/green/suspend'),
      send('POST', '/green/keys'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  it('act under their new roles at once', async () => {
    await app.partner('mover', ['owner']);
    const answer = await app.send('PUT', '/v1/partners/mover/roles', { body: { roles: ['recycler', 'auditor'] } });
    expect([answer.status, answer.body]).toMatchObject([200, { roles: ['recycler', 'auditor'] }]);
  });
});

describe('a delegation', () => {
  it('is granted and ended by the principal itself', async () => {
    const key = await app.partner('principal', ['manufacturer']);
    await app.partner('delegate', ['logistics']);
    const path = '/v1/partners/principal/delegations';
    expect((await app.send('POST', path, { key, body: { delegateId: 'delegate' } })).status).toBe(201);
    const during = await app.send('GET', '/v1/partners/delegate');
    expect(during.body).toMatchObject({ actsFor: [{ principal: 'principal' }] });
    expect((await app.send('DELETE', `${path}/delegate`, { key })).status).toBe(204);
    const after = await app.send('GET', '/v1/partners/delegate');
    expect(after.body).toMatchObject({ actsFor: [{ principal: 'principal', until: expect.any(String) }] });
  });

  it('is granted by nobody else', async () => {
    const key = await app.partner('intruder', ['logistics']);
    const answer = await app.send('POST', '/v1/partners/green/delegations', { key, body: { delegateId: 'intruder' } });
    expect([answer.status, ruleOf(answer.body)]).toEqual([403, 'not-the-principal']);
  });
});

describe('after a restart', () => {
  it('partners, keys and suspensions are as before', async () => {
    const key = await app.partner('lasting', ['owner']);
    const suspended = await app.partner('resting', ['owner']);
    await app.send('POST', '/v1/partners/resting/suspend', { body: { reason: 'audit' } });
    app = await app.restart();
    expect((await app.send('GET', '/v1/partners/lasting', { key })).status).toBe(200);
    expect((await app.send('GET', '/v1/partners/lasting', { key: suspended })).status).toBe(401);
  });
});
