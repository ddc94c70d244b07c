import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, pointersOf, rulesOf } from './desk.js';
import { EventStreamReader } from './event-stream-reader.js';
import { until } from './until.js';

const FEED = '/v1/feeds/device-events/stream';
const phone = (index: number) => `serial:Northwind:STREAM${index}`;
const at = (hour: number) => `2026-03-04T${String(hour).padStart(2, '0')}:00:00Z`;

let app: RunningApp;
let refit: Desk;
const readers: EventStreamReader[] = [];

async function start(variables: Record<string, string> = {}) {
  app = await RunningApp.start(variables);
  refit = new Desk(() => app, 'refit', await app.partner('refit', ['refurbisher']));
}
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.cut();
  await app.close();
});

async function open(path = FEED, { lastEventId = '', desk = refit } = {}): Promise<EventStreamReader> {
  const reader = await EventStreamReader.open(app, path, desk.key, lastEventId);
  readers.push(reader);
  return reader;
}
const received = (index: number, hour: number) =>
  refit.record(phone(index), 'DeviceReceived', at(hour), { intakeReason: 'b2b' });
const held = (index: number, hour: number) =>
  refit.record(phone(index), 'HoldPlaced', at(hour), { reason: 'awaiting_parts' });

describe('a stream of a feed', () => {
  beforeEach(() => start({ CIRCULOG_SSE_HEARTBEAT_SECONDS: '0.05', CIRCULOG_SSE_STREAMS_PER_PARTNER: '3' }));

  it('tells what happens as CloudEvents, and shows that it is there', async () => {
    const reader = await open();
    const { headers, statusCode: status } = reader.response;
    expect([status, headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect([headers['cache-control'], headers['x-accel-buffering']]).toEqual(['no-store, no-transform', 'no']);
    const { body } = await received(1, 8);
    await reader.until(() => reader.types.includes('DeviceReceived'));
    const told = reader.events.find(({ data }) => data?.id === body.eventId);
    expect(told?.event).toBe(told?.data?.type);
    expect(told?.data).toMatchObject({
      specversion: '1.0',
      source: 'urn:circulog',
      subject: `device/${body.deviceId}`,
      data: { type: 'DeviceReceived', deviceId: body.deviceId },
    });
    expect(JSON.stringify(told)).not.toContain('refit');
    await reader.until(() => reader.all.at(-1)?.comment === 'here');
  });

  it('goes on after a cut with exactly what was missed, and can be read from the start', async () => {
    const first = await open();
    await received(1, 8);
    await first.until(() => first.types.length === 2);
    first.cut();
    await held(1, 9);
    await received(2, 10);
    const second = await open(FEED, { lastEventId: first.lastEventId });
    await second.until(() => second.types.length === 3);
    await held(2, 11);
    await second.until(() => second.types.length === 4);
    const both = [...first.types, ...second.types];
    expect(second.types).toEqual(['HoldPlaced', 'DeviceRegistered', 'DeviceReceived', 'HoldPlaced']);
    const all = await open(`${FEED}?after=start`);
    await all.until(() => all.types.length === both.length);
    expect(all.types).toEqual(both);
    const again = await open(`${FEED}?after=${first.lastEventId}`);
    await again.until(() => again.types.length === 4);
    expect(again.events).toEqual(second.events);
  });

  it('chooses by type and by device, under any name of it', async () => {
    const { body } = await received(1, 8);
    await received(2, 8);
    const reader = await open(`${FEED}?after=start&types=HoldPlaced,DeviceReceived&devices=${phone(1)}`);
    await held(2, 9);
    await held(1, 9);
    await reader.until(() => reader.types.length === 2);
    expect(reader.types).toEqual(['DeviceReceived', 'HoldPlaced']);
    expect(new Set(reader.events.map(({ data }) => data?.data.deviceId))).toEqual(new Set([body.deviceId]));
  });

  it('is not begun for what cannot be: a problem says why', async () => {
    const foreign = Buffer.from('[["device-events","00ff00ff:7",null]]').toString('base64url');
    const other = Buffer.from('[["weather","00ff00ff:7",null]]').toString('base64url');
    const refused = async (path: string) => {
      const told = await refit.get(path);
      return [told.status, ...rulesOf(told), ...pointersOf(told)];
    };
    expect(await refused('/v1/feeds/weather/stream')).toEqual([404, 'unknown-feed', '']);
    expect(await refused(`${FEED}?after=x`)).toEqual([422, 'unknown-event-id', '/query/after']);
    expect(await refused(`${FEED}?after=${other}`)).toEqual([422, 'unknown-event-id', '/query/after']);
    expect(await refused(`${FEED}?after=${foreign}`)).toEqual([410, 'foreign-position', '/query/after']);
    expect(await refused(`${FEED}?type=HoldPlaced`)).toEqual([422, 'unknown-parameter', '/query/type']);
    expect(await refused(`${FEED}?types=holdplaced`)).toEqual([422, 'unknown-type', '/query/types/0']);
    expect(await refused(`${FEED}?devices=imei:490154203237518`)).toEqual([422, 'unknown-device', '/query/devices/0']);
    expect(await refused(`${FEED}?dimension.colour=red`)).toEqual([
      422,
      'unknown-dimension',
      '/query/dimension.colour',
    ]);
  });

  it('is one of a number of them', async () => {
    const three = [await open(), await open(), await open()];
    const fourth = await refit.get(FEED);
    expect([fourth.status, rulesOf(fourth)]).toEqual([429, ['too-many-streams']]);
    expect(fourth.headers.get('retry-after')).toBe('10');
    three[0]?.cut();
    let next = await EventStreamReader.open(app, FEED, refit.key);
    while (next.response.statusCode === 429) next = await EventStreamReader.open(app, FEED, refit.key);
    readers.push(next);
    expect(next.response.statusCode).toBe(200);
  });

  it('ends with the key that began it', async () => {
    const [suspended, rotated] = [
      await open(),
      await open(FEED, { desk: await Desk.open(app, 'other', ['recycler']) }),
    ];
    await app.send('POST', '/v1/partners/refit/suspend', { body: {} });
    await app.send('POST', '/v1/partners/other/keys', { body: {} });
    await Promise.all([suspended.until(() => suspended.ended), rotated.until(() => rotated.ended)]);
    expect(suspended.all.at(-1)?.comment).toBe('Its key is no longer good.');
    expect(rotated.all.at(-1)?.comment).toBe('Its key is no longer good.');
  });

  it('ends at a shutdown, and goes on with the next process', async () => {
    await received(1, 8);
    const before = await open();
    const next = await app.restart();
    await before.until(() => before.ended);
    expect(before.all.at(-1)?.comment).toBe('This process is shutting down.');
    app = next;
    await held(1, 9);
    const after = await open(FEED, { lastEventId: before.lastEventId });
    await after.until(() => after.types.includes('HoldPlaced'));
    expect(after.types).toEqual(['HoldPlaced']);
  });
});

describe('a stream of a subscription', () => {
  beforeEach(() => start({ CIRCULOG_SSE_HEARTBEAT_SECONDS: '0.05' }));

  it('tells what it chooses, and ends when it changes', async () => {
    const wanted = { feeds: ['device-events'], types: ['HoldPlaced'], delivery: { kind: 'sse' } };
    const { body } = await refit.post('/v1/subscriptions', wanted);
    const path = `/v1/subscriptions/${body.id}`;
    const reader = await open(`${path}/stream`);
    await received(1, 8);
    await held(1, 9);
    await reader.until(() => reader.types.length === 1);
    expect(reader.types).toEqual(['HoldPlaced']);
    await refit.send('PATCH', path, { types: ['DeviceReceived'] });
    await reader.until(() => reader.ended);
    expect(reader.all.at(-1)?.comment).toMatch(/has changed/);
    const next = await open(`${path}/stream`, { lastEventId: reader.lastEventId });
    await received(2, 10);
    await next.until(() => next.types.length === 1);
    expect(next.types).toEqual(['DeviceReceived']);
    await refit.send('DELETE', path);
    await next.until(() => next.ended);
    expect((await refit.get(`${path}/stream`)).status).toBe(404);
  });

  it('is for its own partner', async () => {
    const other = await Desk.open(app, 'other', ['recycler']);
    const { body } = await refit.post('/v1/subscriptions', { feeds: ['device-events'], delivery: { kind: 'sse' } });
    expect((await other.get(`/v1/subscriptions/${body.id}/stream`)).status).toBe(404);
  });

  it('is one of a list of feeds that say what they carry', async () => {
    const { body } = await refit.get('/v1/feeds');
    const feed = body.items.find(({ name }) => name === 'device-events');
    expect(feed).toMatchObject({ stream: FEED, topics: [{ name: 'circulog.device-events.v1' }] });
    expect(feed?.types).toContain('GradeAssigned');
  });
});

describe('what Prometheus hears of streams', () => {
  beforeEach(() => start());

  const told = async () => {
    const { body } = await app.send('GET', '/metrics');
    const lines = String(body).matchAll(/^(circulog_sse_\w+)(?:\{\w+="([\w-]+)"\})? (\d+)$/gm);
    return Object.fromEntries([...lines].map(([, name = '', label, value]) => [label ?? name, Number(value)]));
  };

  it('is how many are open, what they were told, and what ended them', async () => {
    const [left, kept] = [await open(), await open()];
    await received(1, 8);
    await Promise.all([left, kept].map((reader) => reader.until(() => reader.types.length === 2)));
    expect(await told()).toEqual({ circulog_sse_streams: 2, 'device-events': 4 });
    left.cut();
    expect(await until(told, ({ circulog_sse_streams: open }) => open === 1)).toMatchObject({ client: 1 });
    await app.send('POST', '/v1/partners/refit/suspend', { body: {} });
    expect(await until(told, ({ circulog_sse_streams: open }) => open === 0)).toMatchObject({ client: 1, key: 1 });
  });
});
