import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routesWithoutPolicy } from '#partners';
import { RunningApp, TEST_ADMIN_KEY } from './testing/index.js';

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start();
});
afterAll(() => app.close());

const ruleOf = (body: unknown) => (body as { errors: { rule: string }[] }).errors[0]?.rule;

describe('policies', () => {
  it('are declared by every route', () => {
    expect(app.application.routes.routes.length).toBeGreaterThan(10);
    expect(routesWithoutPolicy(app.application.routes)).toEqual([]);
  });

  it('name every route that has none', () => {
    const table = app.application.routes;
    const closed = { routes: [...table.routes, { method: 'GET', url: '/v1/forgotten', config: {} }] };
    expect(routesWithoutPolicy(closed as typeof table)).toEqual(['GET /v1/forgotten']);
  });

  it.each(['/health/live', '/health/ready', '/docs', '/openapi.json'])('let anybody read %s', async (path) => {
    expect((await app.send('GET', path, { key: null })).status).toBe(200);
  });

  it.each(['/v1/partners', '/metrics'])('let nobody without a key read %s', async (path) => {
    const answer = await app.send('GET', path, { key: null });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="circulog"');
    expect(ruleOf(answer.body)).toBe('no-key');
  });

  it('keep partners out of what only operators may', async () => {
    const key = await app.partner('green-refurb', ['refurbisher']);
    const answer = await app.send('GET', '/metrics', { key });
    expect([answer.status, ruleOf(answer.body)]).toEqual([403, 'role-not-allowed']);
    expect((await app.send('GET', '/metrics')).status).toBe(200);
  });

  it('answer before the body is read', async () => {
    const answer = await app.send('POST', '/v1/partners', { key: null, body: '{not json' });
    expect(answer.status).toBe(401);
  });
});

describe('a key', () => {
  it.each([
    ['of nobody', 'ck_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['of the operator with another secret', 'ck_operator_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['of no form', 'hello'],
    ['that is empty', ''],
  ])('%s is refused', async (_, key) => {
    const answer = await app.send('GET', '/v1/partners', { key });
    expect(answer.status).toBe(401);
  });

  it('is recognised however its scheme is written', async () => {
    const authorization = `bearer ${TEST_ADMIN_KEY}`;
    expect((await app.send('GET', '/v1/partners', { key: null, headers: { authorization } })).status).toBe(200);
  });

  it('in another scheme is refused', async () => {
    const answer = await app.send('GET', '/v1/partners', { key: null, headers: { authorization: 'Basic b3A6b3A=' } });
    expect([answer.status, ruleOf(answer.body)]).toEqual([401, 'no-key']);
  });

  it('that was replaced is refused, and the new one is not', async () => {
    const old = await app.partner('old-key', ['recycler']);
    const rotated = await app.send('POST', '/v1/partners/old-key/keys');
    const { key } = rotated.body as { key: string };
    expect(rotated.status).toBe(201);
    expect(ruleOf((await app.send('GET', '/v1/partners', { key: old })).body)).toBe('expired-key');
    expect((await app.send('GET', '/v1/partners', { key })).status).toBe(200);
  });

  it('is refused from its expiry on', async () => {
    await app.partner('short-lived', ['recycler']);
    const rotated = await app.send('POST', '/v1/partners/short-lived/keys', {
      body: { expiresAt: '2020-01-01T00:00:00Z' },
    });
    const { key } = rotated.body as { key: string };
    expect(ruleOf((await app.send('GET', '/v1/partners', { key })).body)).toBe('expired-key');
  });

  it('of a suspended partner is refused', async () => {
    const key = await app.partner('suspended', ['recycler']);
    expect((await app.send('POST', '/v1/partners/suspended/suspend')).body).toMatchObject({ suspended: true });
    expect(ruleOf((await app.send('GET', '/v1/partners', { key })).body)).toBe('suspended-partner');
  });
});
