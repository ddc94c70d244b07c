import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, RunningApp } from '#api/testing';

const IMEI = 'imei:004401245678905';
const sse = { feeds: ['device-events'], delivery: { kind: 'sse' } };

interface Told extends Answer {
  body: {
    [field: string]: unknown;
    id: string;
    items: { id: string }[];
    errors: { pointer: string; rule: string; hint?: string }[];
  };
}

let app: RunningApp;
let refit: string;
let other: string;
let deviceId: string;
beforeAll(async () => {
  app = await RunningApp.start();
  refit = await app.partner('refit', ['refurbisher']);
  other = await app.partner('other', ['refurbisher']);
  const report = { device: IMEI, type: 'DeviceReceived', occurredAt: '2026-03-03T08:00:00Z', reference: 'r-1' };
  const recorded = await send('POST', '/v1/events', { ...report, data: { intakeReason: 'b2b' } });
  deviceId = recorded.body.deviceId as string;
});
afterAll(() => app.close());

async function send(method: string, path: string, body?: unknown, key = refit, headers = {}): Promise<Told> {
  return (await app.send(method, path, { key, ...(body === undefined ? {} : { body }), headers })) as Told;
}
const subscribe = (body: unknown, key = refit) => send('POST', '/v1/subscriptions', body, key);
const failuresOf = ({ body }: Told) => body.errors.map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('subscribing', () => {
  it('keeps what was asked for, with device ids for any identifiers', async () => {
    const made = await subscribe({
      ...sse,
      name: 'ours',
      types: ['GradeAssigned'],
      devices: [IMEI, `device:${deviceId}`],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      ...sse,
      name: 'ours',
      partner: 'refit',
      types: ['GradeAssigned'],
      devices: [deviceId],
    });
    expect(made.headers.get('location')).toBe(`/v1/subscriptions/${made.body.id}`);
    expect((await send('GET', `/v1/subscriptions/${made.body.id}`)).body).toEqual(made.body);
  });

  it('names every name that there is not, and hints at those that there are', async () => {
    const answer = await subscribe({
      feeds: ['device-events', 'weather'],
      types: ['GradeAssigned', 'gradeassigned'],
      metrics: ['happiness'],
      dimensions: { colour: 'red' },
      devices: ['imei:490154203237518', 'imei:1'],
      delivery: { kind: 'sse' },
      filter: 1,
    });
    expect(answer.status).toBe(422);
    expect(failuresOf(answer)).toEqual([
      '/filter unknown-field',
      '/feeds/1 unknown-feed',
      '/types/1 unknown-type',
      '/metrics/0 unknown-metric',
      '/dimensions/colour unknown-dimension',
      '/devices/0 unknown-device',
      expect.stringMatching(/^\/devices\/1 imei/),
    ]);
    expect(answer.body.errors[2]?.hint).toBe('Did you mean GradeAssigned?');
  });

  it('finds no device that the partner may not see', async () => {
    expect(failuresOf(await subscribe({ ...sse, devices: [IMEI] }, other))).toEqual(['/devices/0 unknown-device']);
  });

  it.each([
    [{ ...sse, delivery: { kind: 'webhook', url: 'http://10.0.0.1/' } }, '/delivery/url endpoint-not-allowed'],
    [{ ...sse, delivery: { kind: 'kafka' } }, '/delivery/kind delivery-not-offered'],
    [{ ...sse, delivery: { kind: 'pigeon' } }, '/delivery/kind no-such-form'],
    [{ delivery: { kind: 'sse' } }, '/feeds required'],
    [[], ' wrong-type'],
  ])('refuses %j', async (body, failure) => {
    const answer = await subscribe(body);
    expect(answer.status).toBe(422);
    expect(failuresOf(answer)).toContain(failure);
  });

  it('ends at a number of them', async () => {
    const key = await app.partner('eager', ['refurbisher']);
    const all = await Promise.all(Array.from({ length: 100 }, () => subscribe(sse, key)));
    expect(all.every(({ status }) => status === 201)).toBe(true);
    const over = await subscribe(sse, key);
    expect([over.status, failuresOf(over)]).toEqual([409, [' too-many-subscriptions']]);
    expect((await send('GET', '/v1/subscriptions?limit=1000', undefined, key)).body.items).toHaveLength(100);
  });
});

describe('a subscription', () => {
  it('is there for its partner and operators alone', async () => {
    const { body } = await subscribe(sse);
    const path = `/v1/subscriptions/${body.id}`;
    for (const method of ['GET', 'DELETE']) expect((await send(method, path, undefined, other)).status).toBe(404);
    expect((await send('PATCH', path, { name: 'mine' }, other)).status).toBe(404);
    expect((await send('GET', '/v1/subscriptions', undefined, other)).body.items).toEqual([]);
    expect((await app.send('GET', path)).body).toEqual(body);
    const all = (await app.send('GET', '/v1/subscriptions?limit=1000')).body as Told['body'];
    expect(all.items.map(({ id }) => id)).toContain(body.id);
  });

  it('changes only from the version that its writer saw', async () => {
    const made = await subscribe({ ...sse, types: ['GradeAssigned'], devices: [IMEI] });
    const path = `/v1/subscriptions/${made.body.id}`;
    const match = { 'if-match': made.headers.get('etag') ?? '' };
    const changed = await send('PATCH', path, { name: 'new', types: null }, refit, match);
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ name: 'new', devices: [deviceId] });
    expect(changed.body.types).toBeUndefined();
    expect((await send('PATCH', path, { name: 'late' }, refit, match)).status).toBe(412);
    const wrong = await send('PATCH', path, { feeds: null, types: ['x'], other: 1 });
    expect(failuresOf(wrong)).toEqual(['/feeds required', '/other unknown-field', '/types/0 unknown-type']);
  });

  it('is gone when it is deleted', async () => {
    const path = `/v1/subscriptions/${(await subscribe(sse)).body.id}`;
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('GET', path)).status).toBe(404);
  });

  it('is not found by a cursor that nobody gave out', async () => {
    expect(failuresOf(await send('GET', '/v1/subscriptions?cursor=x'))).toEqual(['/query/cursor invalid-cursor']);
  });
});
