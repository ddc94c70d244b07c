import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Answer, RunningApp } from '#api/testing';
import { until } from './until.js';
import { WebhookReceiver } from './webhook-receiver.js';

interface Told extends Answer {
  body: Record<string, unknown> & {
    id: string;
    secret: string;
    deviceId: string;
    items: Record<string, unknown>[];
    errors: { pointer: string; rule: string }[];
  };
}

let app: RunningApp;
let refit: string;
let other: string;
let receiver: WebhookReceiver;
let devices = 0;
let references = 0;

beforeAll(async () => {
  app = await RunningApp.start({ CIRCULOG_WEBHOOK_NETWORKS: '127.0.0.0/8' });
  refit = await app.partner('refit', ['refurbisher']);
  other = await app.partner('other', ['refurbisher']);
});
afterAll(() => app.close());
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await receiver.close();
});

const eventually = (condition: () => boolean | Promise<boolean>) => until(async () => condition(), Boolean);
const send = async (method: string, path: string, body?: unknown, key = refit): Promise<Told> =>
  (await app.send(method, path, { key, ...(body === undefined ? {} : { body }) })) as Told;

async function subscribe(more: Record<string, unknown> = {}, key = refit): Promise<{ path: string; secret: string }> {
  const delivery = { kind: 'webhook', url: receiver.url };
  const made = await send('POST', '/v1/subscriptions', { feeds: ['device-events'], delivery, ...more }, key);
  expect(made.status).toBe(201);
  return { path: `/v1/subscriptions/${made.body.id}`, secret: made.body.secret };
}

const newDevice = () => {
  devices += 1;
  return `serial:Northwind:HOOK${String(devices).padStart(6, '0')}`;
};

/** Reports so many tests of a device, and answers its id. */
async function report(device: string, count = 1, key = refit): Promise<string> {
  let deviceId = '';
  for (let number = 0; number < count; number += 1) {
    references += 1;
    const recorded = await send(
      'POST',
      '/v1/events',
      {
        device,
        type: 'DiagnosticsReported',
        occurredAt: '2026-03-03T08:00:00Z',
        reference: `hook-${references}`,
        data: { tool: { name: 'bench', version: '1' }, stage: 'intake', result: 'pass' },
      },
      key,
    );
    expect(recorded.status).toBeLessThan(300);
    deviceId = recorded.body.deviceId;
  }
  return deviceId;
}
const keysReceived = () => receiver.received.map(({ event }) => event.partitionkey);
const state = async (path: string) => (await send('GET', `${path}/webhook`)).body;
const items = async (path: string) => (await send('GET', path)).body.items;

describe('a webhook', () => {
  it('carries each message as a signed CloudEvent, from the time of its subscription on', async () => {
    const device = newDevice();
    await report(device);
    const { path, secret } = await subscribe();
    const deviceId = await report(device, 3);
    await eventually(() => receiver.received.length >= 3);
    const events = receiver.verified(secret);
    expect(events).toHaveLength(3);
    expect(events[0]).toMatchObject({
      specversion: '1.0',
      source: 'urn:circulog',
      type: 'org.circulog.device.DiagnosticsReported.v1',
      subject: `device/${deviceId}`,
      data: { deviceId },
    });
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(receiver.ids);
    expect(receiver.received[0]?.headers['content-type']).toContain('application/cloudevents+json');
    await eventually(async () => (await items(`${path}/deliveries`)).length >= 3);
    expect((await items(`${path}/deliveries`))[0]).toMatchObject({ attempt: 1, outcome: 'delivered', status: 204 });
    expect(JSON.stringify((await send('GET', path)).body)).not.toContain('whsec_');
  });

  it('brings nobody what is for another partner', async () => {
    const theirs = await WebhookReceiver.start();
    await subscribe({ feeds: ['partner-events'] });
    const delivery = { kind: 'webhook', url: theirs.url };
    await send('POST', '/v1/subscriptions', { feeds: ['partner-events'], delivery }, other);
    const ours = await report(newDevice());
    const own = await report(newDevice(), 1, other);
    await eventually(() => theirs.received.length >= 1 && receiver.received.length >= 1);
    expect(new Set(keysReceived())).toEqual(new Set([ours]));
    expect(new Set(theirs.received.map(({ event }) => event.partitionkey))).toEqual(new Set([own]));
    await theirs.close();
  });

  it('is signed with both secrets after a rotation', async () => {
    const { path, secret } = await subscribe();
    const rotated = await send('POST', `${path}/secret`);
    expect(rotated.status).toBe(200);
    expect(rotated.body.secret).not.toBe(secret);
    await eventually(async () => {
      await report(newDevice());
      return receiver.received.some(({ headers }) => headers['webhook-signature']?.includes(' ') === true);
    });
    receiver.received.splice(0, receiver.received.length - 1);
    expect(receiver.verified(secret)).toHaveLength(1);
    expect(receiver.verified(rotated.body.secret)).toHaveLength(1);
  });

  it('ends with its subscription', async () => {
    const { path } = await subscribe();
    await report(newDevice());
    await eventually(() => receiver.received.length >= 1);
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('GET', `${path}/webhook`)).status).toBe(404);
    const later = await subscribe();
    const before = receiver.received.length;
    await eventually(async () => {
      await report(newDevice());
      return receiver.received.length > before;
    });
    expect(new Set(receiver.ids).size).toBe(receiver.ids.length);
    await send('DELETE', later.path);
  });
});

describe('an endpoint that fails', () => {
  it('loses one message to the dead letters when all attempts are spent, while others go on, and gets it again on request', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const bad = newDevice();
    const badId = await report(bad);
    const { path, secret } = await subscribe();
    receiver.answer = ({ event }) => (event.partitionkey === badId ? 500 : 204);
    await report(bad);
    const good = await report(newDevice(), 2);
    await eventually(async () => (await items(`${path}/dead-letters`)).length >= 1);
    expect(keysReceived().filter((key) => key === good)).toHaveLength(3);
    const tries = receiver.received.filter(({ event }) => event.partitionkey === badId);
    expect(new Set(tries.map(({ event }) => event.id)).size).toBe(1);
    const [letter] = await items(`${path}/dead-letters`);
    expect(letter).toMatchObject({ messageId: tries[0]?.event.id, error: 'Answered 500.', attempts: 20 });
    receiver.answer = () => 204;
    const before = receiver.received.length;
    const again = await send('POST', `${path}/dead-letters/${letter?.messageId}/redeliver`);
    expect([again.status, again.body]).toEqual([202, { messages: 1 }]);
    await eventually(() => receiver.received.length > before);
    expect(receiver.ids.at(-1)).toBe(letter?.messageId);
    expect(receiver.verified(secret).length).toBeGreaterThan(20);
    expect(await items(`${path}/dead-letters`)).toEqual([]);
    expect((await send('POST', `${path}/dead-letters/${letter?.messageId}/redeliver`)).status).toBe(404);
  });

  it('that says it is gone is disabled, and goes on from there in order when it is resumed', async () => {
    const { path } = await subscribe();
    receiver.answer = () => 410;
    const device = newDevice();
    await report(device);
    await eventually(async () => (await state(path)).state === 'disabled');
    expect(await state(path)).toMatchObject({ reason: expect.stringContaining('gone') });
    await report(device, 3);
    receiver.answer = () => 204;
    const before = receiver.received.length;
    expect((await send('POST', `${path}/resume`)).body).toMatchObject({ state: 'active' });
    await eventually(() => receiver.received.length >= before + 4);
    const got = receiver.received.slice(before).map(({ event }) => event.id);
    expect(new Set(got).size).toBe(got.length);
    expect(got[0]).toBe(receiver.ids[0]);
  });

  it('may be tested at any time, and is told what is wrong', async () => {
    const { path, secret } = await subscribe();
    expect((await send('POST', `${path}/test`)).body).toEqual({
      delivered: true,
      status: 204,
      millis: expect.any(Number),
    });
    expect(receiver.verified(secret)[0]).toMatchObject({ type: 'org.circulog.webhook.Test.v1' });
    receiver.answer = () => (response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end('see there');
    expect((await send('POST', `${path}/test`)).body).toMatchObject({
      delivered: false,
      status: 302,
      error: 'Answered 302; redirects are not followed.',
      answer: 'see there',
    });
  });

  it('is tested by one call of its partner at a time', async () => {
    const { path } = await subscribe();
    const theirs = await subscribe({}, other);
    const held: (() => void)[] = [];
    receiver.answer = () => (response) => held.push(() => response.writeHead(204).end());
    const first = send('POST', `${path}/test`);
    await eventually(() => held.length === 1);
    const second = await send('POST', `${path}/test`);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '15']);
    expect(second.body.errors[0]?.rule).toBe('test-under-way');
    const others = send('POST', `${theirs.path}/test`, undefined, other);
    await eventually(() => held.length === 2);
    for (const answer of held) answer();
    expect([(await first).status, (await others).status]).toEqual([200, 200]);
    receiver.answer = () => 204;
    expect((await send('POST', `${path}/test`)).status).toBe(200);
  });
});

describe('an endpoint that may not be called', () => {
  it.each(['https://10.0.0.8/', 'https://0xa9fea9fe/', 'http://8.8.8.8/', 'https://u:p@example.org/', 'ftp://a.org/'])(
    '%s is refused',
    async (url) => {
      const answer = await send('POST', '/v1/subscriptions', {
        feeds: ['device-events'],
        delivery: { kind: 'webhook', url },
      });
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map(({ pointer, rule }) => `${pointer} ${rule}`)).toEqual([
        '/delivery/url endpoint-not-allowed',
      ]);
    },
  );

  it('is no endpoint at all for other kinds of delivery', async () => {
    const { body } = await send('POST', '/v1/subscriptions', { feeds: ['device-events'], delivery: { kind: 'sse' } });
    expect(body.secret).toBeUndefined();
    expect((await send('POST', `/v1/subscriptions/${body.id}/test`)).status).toBe(409);
    expect((await send('GET', `/v1/subscriptions/${body.id}/webhook`, undefined, other)).status).toBe(404);
  });
});
