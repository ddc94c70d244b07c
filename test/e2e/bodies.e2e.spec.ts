import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, pointersOf, rulesOf, type Told } from './desk.js';

const MEGABYTE = 1024 * 1024;

let app: RunningApp;
let refurbisher: Desk;
beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
});
afterAll(() => app.close());

const good = (serial: string, data: object = { intakeReason: 'b2b' }) =>
  refurbisher.report(`serial:Northwind:${serial}`, 'DeviceReceived', '2026-03-01T08:00:00Z', data);
const asText = (body: unknown) => JSON.stringify(body);

/** Sends a body of that many bytes piece by piece, as long as the server listens. */
function pour(
  path: string,
  bytes: number,
  headers: Record<string, string> = {},
): Promise<{ status: number; sent: number }> {
  const piece = Buffer.alloc(MEGABYTE, 0x20);
  return new Promise((resolve, reject) => {
    let sent = 0;
    const sending = request(
      `${app.url}${path}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${refurbisher.key}`, 'content-type': 'application/json', ...headers },
      },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode ?? 0, sent });
        sending.destroy();
      },
    );
    sending.on('error', reject);
    const more = () => {
      while (sent < bytes && !sending.destroyed) {
        sent += piece.length;
        if (!sending.write(piece)) return sending.once('drain', more);
      }
      return sending.end();
    };
    more();
  });
}

describe('a body of 100 MB', () => {
  it.each(['/v1/events', '/v1/events/batch'])('to %s is 413, long before it is read', async (path) => {
    const unsaid = await pour(path, 100 * MEGABYTE);
    expect(unsaid.status).toBe(413);
    expect(unsaid.sent).toBeLessThan(60 * MEGABYTE);
    const announced = await pour(path, 100 * MEGABYTE, { 'content-length': String(100 * MEGABYTE) });
    expect(announced.status).toBe(413);
    expect((await refurbisher.post('/v1/events', good(`AFTER${path.length}`))).status).toBe(201);
  });
});

/** Sends all of a body before it looks for an answer, as many clients do. */
async function sendBlindly(path: string, bytes: number, headers: string[]): Promise<string> {
  const { hostname, port } = new URL(app.url);
  const socket = connect(Number(port), hostname);
  const answer: Buffer[] = [];
  const head = [`POST ${path} HTTP/1.1`, `Host: ${hostname}`, `Content-Length: ${bytes}`, ...headers];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.pause();
  for (let sent = 0; sent < bytes; sent += MEGABYTE) {
    if (!socket.write(Buffer.alloc(Math.min(MEGABYTE, bytes - sent), 0x20))) await once(socket, 'drain');
  }
  socket.on('data', (chunk: Buffer) => answer.push(chunk));
  socket.resume();
  await once(socket, 'data');
  socket.destroy();
  return Buffer.concat(answer).toString('latin1');
}

describe('a client that sends everything before it reads', () => {
  it.each([
    ['too large', 'Content-Type: application/json', 413],
    ['of another type', 'Content-Type: text/plain', 415],
  ])('sees why its body is refused: %s', async (_, type, status) => {
    const answer = await sendBlindly('/v1/events', 40 * MEGABYTE, [`Authorization: Bearer ${refurbisher.key}`, type]);
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
  });
});

describe('JSON that is not what it seems', () => {
  const send = (path: string, body: string | Uint8Array, headers = {}): Promise<Told> =>
    refurbisher.post(path, body, headers);
  const BAD: [what: string, body: string | Uint8Array, status: number][] = [
    ['broken', '{"device": ', 400],
    ['empty', '', 400],
    ['invalid UTF-8', Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), 400],
    ['deep', `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`, 400],
    ['a number', '5', 422],
    ['null', 'null', 422],
    ['a list', '[]', 422],
    ['a text', '"hello"', 422],
  ];

  it.each(BAD)('%s is refused as one report', async (_, body, status) => {
    expect((await send('/v1/events', body)).status).toBe(status);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('with the key %s is refused wherever it stands', async (key) => {
    const outer = asText(good('PROTO')).replace('{', `{"${key}":{"x":1},`);
    const inner = asText(good('PROTO')).replace('"data":{', `"data":{"${key}":{"x":1},`);
    for (const body of [outer, inner]) {
      const told = await send('/v1/events', body);
      expect([key, told.status, rulesOf(told)]).toEqual([key, 400, ['forbidden-key']]);
    }
    expect((await refurbisher.get('/v1/devices/serial:Northwind:PROTO')).status).toBe(404);
  });

  it('with a key twice is refused, and a lone surrogate too', async () => {
    const twice = await send('/v1/events', asText(good('DUP')).replace('"data":{', '"data":{"intakeReason":"repair",'));
    expect([twice.status, rulesOf(twice)]).toEqual([400, ['duplicate-key']]);
    const lone = asText(good('LONE', { intakeReason: 'b2b', condition: 'X' })).replace('"X"', '"\\ud800"');
    expect([400, 422]).toContain((await send('/v1/events', lone)).status);
  });

  it('of another type is 415', async () => {
    for (const type of [
      'text/plain',
      'application/xml',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
    ]) {
      expect([type, (await send('/v1/events', asText(good('TYPE')), { 'content-type': type })).status]).toEqual([
        type,
        415,
      ]);
    }
    const withCharset = { 'content-type': 'application/json; charset=utf-8' };
    expect((await send('/v1/events', asText(good('TYPE')), withCharset)).status).toBe(201);
  });
});

describe('values that cannot be', () => {
  const refused = async (type: string, data: object, more: object = {}): Promise<string[]> => {
    const told = await refurbisher.tell('serial:Northwind:VALUES', type, '2026-03-01T08:00:00Z', data, more);
    expect([type, told.status]).toEqual([type, 422]);
    expect(told.headers.get('content-type')).toContain('application/problem+json');
    return pointersOf(told);
  };

  it('are refused with a pointer: magnitudes, units in the wrong field, words, mass with too many decimals', async () => {
    const received = (data: object) => refused('DeviceReceived', { intakeReason: 'b2b', ...data });
    expect(await received({ massKg: 101 })).toEqual(['/data/massKg']);
    expect(await received({ massKg: -1 })).toEqual(['/data/massKg']);
    expect(await received({ massKg: 0.1234567 })).toEqual(['/data/massKg']);
    expect(await received({ massKg: '0.18 kg' })).toEqual(['/data/massKg']);
    expect(await received({ massG: 180 })).toEqual(['/data/massG']);
    expect(await received({ receivedAt: '2026-03-02T08:00:00Z' })).toEqual(['/data/receivedAt']);
    expect(
      await refused('DiagnosticsReported', { tool: { name: 't' }, stage: 'final', battery: { healthPercent: 111 } }),
    ).toEqual(['/data/battery/healthPercent']);
    expect(
      await refused('GradeAssigned', {
        grade: { scheme: 'backmarket', schemeVersion: '1', code: 'superb' },
        method: 'manual',
      }),
    ).toEqual([expect.stringMatching(/^\/data\/grade/)]);
    expect(await refused('NoSuchEvent', {})).toEqual(['/type']);
    expect((await refurbisher.get('/v1/devices/serial:Northwind:VALUES')).status).toBe(404);
  });

  it('are refused in times: no offset, the future, before 1970, no such day', async () => {
    const at = async (occurredAt: string) =>
      pointersOf(
        await refurbisher.tell('serial:Northwind:TIMES', 'DeviceReceived', occurredAt, { intakeReason: 'b2b' }),
      );
    const soon = new Date(Date.now() + 10 * 60_000).toISOString();
    const tomorrow = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10);
    for (const time of [
      '2026-03-01T08:00:00',
      soon,
      tomorrow,
      '1969-12-31',
      '2026-02-30',
      'yesterday',
      '2026-03-01T25:00:00Z',
    ]) {
      expect([time, await at(time)]).toEqual([time, ['/occurredAt']]);
    }
    const nearly = new Date(Date.now() + 2 * 60_000).toISOString();
    expect(
      (await refurbisher.tell('serial:Northwind:TIMES', 'DeviceReceived', nearly, { intakeReason: 'b2b' })).status,
    ).toBe(201);
  });

  it('are refused in identifiers: check digits, deny-listed ones, forms that there are not', async () => {
    const rules = async (device: string) =>
      rulesOf(await refurbisher.tell(device, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' }));
    for (const device of [
      'imei:490154203237519',
      'imei:000000000000000',
      'imei:49015420323751',
      'serial:Northwind:To be filled by O.E.M.',
      'serial:Northwind:',
      'gtin-serial:04012345678902:1',
      'hello',
      'phone:5',
    ]) {
      expect([device, (await rules(device)).length]).toEqual([device, 1]);
    }
  });

  it('leave their reference free for the corrected retry', async () => {
    const wrong = good('RETRY', { intakeReason: 'gift' });
    expect((await refurbisher.post('/v1/events', wrong)).status).toBe(422);
    expect((await refurbisher.post('/v1/events', { ...wrong, data: { intakeReason: 'b2b' } })).status).toBe(201);
  });
});

describe('test IMEIs', () => {
  it('are refused where the operator wants that', async () => {
    const strict = await RunningApp.start({ CIRCULOG_TEST_IMEIS: 'refuse' });
    try {
      const desk = await Desk.open(strict, 'refit', ['refurbisher']);
      const told = (device: string) =>
        desk.tell(device, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
      expect((await told('imei:004401245678905')).status).toBe(422);
      expect((await told('imei:490154203237518')).status).toBe(201);
    } finally {
      await strict.close();
    }
  });
});
