import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, RunningApp } from '#api/testing';

const PHONE = 'imei:004401245678905';
const grade = (code: string) => ({ grade: { scheme: 'backmarket', schemeVersion: '1', code }, method: 'manual' });

let app: RunningApp;
let refurbisher: string;
let carrier: string;
let seller: string;
let recycler: string;

beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await app.partner('refit', ['refurbisher']);
  carrier = await app.partner('parcelia', ['logistics']);
  seller = await app.partner('shopla', ['retailer']);
  recycler = await app.partner('remetal', ['recycler']);
});

afterAll(() => app.close());

let references = 0;
const report = (type: string, occurredAt: string, data: object, more: object = {}) => ({
  device: PHONE,
  type,
  occurredAt,
  reference: `e2e-${references++}`,
  data,
  ...more,
});
const post = (body: unknown, key = refurbisher): Promise<Answer> => app.send('POST', '/v1/events', { key, body });
const rulesOf = ({ body }: Answer) => (body as { errors: { rule: string }[] }).errors.map(({ rule }) => rule);
const pointersOf = ({ body }: Answer) =>
  (body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer);

describe('one report', () => {
  it('is answered 201 with what became of it, and opens the device', async () => {
    const answer = await post(report('GradeAssigned', '2026-03-04T10:15:00+01:00', grade('good')));
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deviceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deviceCreated: true,
      revision: expect.any(Number),
      outcome: 'accepted',
      anomalies: [],
    });
  });

  it('sent again is answered 200 with the first answer, and with other content 409', async () => {
    const first = report('GradeAssigned', '2026-03-05T10:15:00+01:00', grade('good'));
    const told = await post(first);
    const again = await post({ ...first, occurredAt: '2026-03-05T09:15:00Z' });
    expect([again.status, again.body]).toEqual([200, told.body]);
    const other = await post({ ...first, data: grade('fair') });
    expect(other.status).toBe(409);
  });

  it('takes the Idempotency-Key as its reference, and needs one of the two', async () => {
    const { reference: _, ...bare } = report('GradeAssigned', '2026-03-06T10:15:00+01:00', grade('good'));
    const keyed = await app.send('POST', '/v1/events', {
      key: refurbisher,
      body: bare,
      headers: { 'idempotency-key': 'k-1' },
    });
    expect(keyed.status).toBe(201);
    expect((await post({ ...bare, reference: 'k-1' })).status).toBe(200);
    expect((await post(bare)).status).toBe(422);
  });

  it('of a type that the roles may not send is 403, and nothing is recorded', async () => {
    const forbidden = report('GradeAssigned', '2026-03-07T10:15:00+01:00', grade('good'));
    expect((await post(forbidden, carrier)).status).toBe(403);
    expect((await app.send('GET', `/v1/events?reference=${forbidden.reference}`, { key: carrier })).status).toBe(404);
  });

  it('with everything wrong is told everything at once', async () => {
    const wrong = {
      device: 'imei:004401245678901',
      type: 'DeviceReceived',
      occurredAt: '2026-03-04T10:15:00',
      reference: 'x'.repeat(129),
      data: { intakeReason: 'gift', massKg: 180, colour: 'blue' },
    };
    const answer = await post(wrong);
    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(
      expect.arrayContaining([
        '/device',
        '/occurredAt',
        '/reference',
        '/data/intakeReason',
        '/data/massKg',
        '/data/colour',
      ]),
    );
  });

  it('from the future is refused, and a day alone is a day', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect((await post(report('GradeAssigned', tomorrow, grade('good')))).status).toBe(422);
    expect((await post(report('GradeAssigned', '2026-02-30', grade('good')))).status).toBe(422);
    expect(
      (await post(report('EvidenceAttached', '2026-03-08', { kind: 'photo', sha256: 'a'.repeat(64) }))).status,
    ).toBe(201);
  });

  it('about an unknown device is refused where the sender wants that', async () => {
    const typo = report('GradeAssigned', '2026-03-04T10:15:00+01:00', grade('good'), {
      device: 'serial:Northwind:GHOST1',
      unknownDevice: 'refuse',
    });
    expect((await post(typo)).status).toBe(422);
  });

  it('about somebody else than a device goes its own way', async () => {
    const wrongRoute = report('PartnerRegistered', '2026-03-04T10:15:00+01:00', { partnerId: 'x' });
    expect((await post(wrongRoute)).status).toBe(422);
  });
});

describe('a report after the end', () => {
  const LAPTOP = 'serial:Northwind:E2E-END';
  const about = (type: string, occurredAt: string, data: object) => report(type, occurredAt, data, { device: LAPTOP });

  it('is quarantined with its reason, listed, and counts when the end is retracted', async () => {
    const received = about('RecyclingReceived', '2026-02-01T08:00:00Z', { inputMassKg: 2 });
    expect((await post(received, recycler)).status).toBe(201);
    const destroyed = about('DeviceDestroyed', '2026-02-02T08:00:00Z', { method: 'shredding' });
    expect((await post(destroyed, recycler)).status).toBe(201);
    const sale = await post(about('DeviceResold', '2026-02-03T08:00:00Z', { orderRef: 'o-1' }), seller);
    expect(sale.status).toBe(202);
    expect(sale.body).toMatchObject({ outcome: 'quarantined' });

    const { eventId } = sale.body as { eventId: string };
    const shown = await app.send('GET', `/v1/devices/${LAPTOP}/journey`);
    expect(shown.status).toBe(200);

    const retraction = about('EventRetracted', '2026-02-04T08:00:00Z', {
      target: { reference: destroyed.reference },
      reason: 'did_not_occur',
    });
    expect((await post(retraction, recycler)).status).toBe(201);
    const journey = await app.send('GET', `/v1/devices/${LAPTOP}/journey`);
    const entry = (journey.body as { entries: { eventId: string; standing: string }[] }).entries.find(
      (one) => one.eventId === eventId,
    );
    expect(entry).toMatchObject({ standing: 'counted' });
  });
});

describe('a batch', () => {
  it('answers each item by itself, in order, whatever its neighbours are', async () => {
    const good = report('GradeAssigned', '2026-04-01T10:00:00Z', grade('good'), { device: 'serial:Northwind:B1' });
    const items = [good, { ...good, reference: 'b-x', type: 'NoSuchEvent' }, good, { ...good, reference: undefined }];
    const answer = await app.send('POST', '/v1/events/batch', { key: refurbisher, body: items });
    expect(answer.status).toBe(200);
    const statuses = (answer.body as { status: number }[]).map(({ status }) => status);
    expect(statuses).toEqual([201, 422, 200, 422]);
  });

  it('may be NDJSON, and takes at most a thousand', async () => {
    const line = (index: number) =>
      JSON.stringify(
        report('GradeAssigned', '2026-04-01T10:00:00Z', grade('good'), { device: `serial:Northwind:N${index}` }),
      );
    const send = (count: number) =>
      app.send('POST', '/v1/events/batch', {
        key: refurbisher,
        body: Array.from({ length: count }, (_, index) => line(index)).join('\n'),
        headers: { 'content-type': 'application/x-ndjson' },
      });
    const answer = await send(50);
    expect((answer.body as { status: number }[]).every(({ status }) => status === 201)).toBe(true);
    expect([413, 422]).toContain((await send(1_001)).status);
  });
});

describe('looking a report up', () => {
  it('finds it by id and by reference, for its sender and not for a stranger', async () => {
    const sent = report('GradeAssigned', '2026-05-01T10:00:00Z', grade('good'), { device: 'serial:Northwind:L1' });
    const { eventId } = (await post(sent)).body as { eventId: string };
    const byId = await app.send('GET', `/v1/events/${eventId}`, { key: refurbisher });
    expect(byId).toMatchObject({
      status: 200,
      body: {
        type: 'GradeAssigned',
        data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'GOOD' }, method: 'manual' },
        location: { country: 'DE', inferred: true },
        reference: sent.reference,
      },
    });
    expect((await app.send('GET', `/v1/events?reference=${sent.reference}`, { key: refurbisher })).status).toBe(200);
    expect((await app.send('GET', `/v1/events/${eventId}`, { key: carrier })).status).toBe(404);
  });
});

describe('bad bodies', () => {
  it('are a clear refusal each, and never a failure of the server', async () => {
    const raw = (body: string | Uint8Array, headers = {}) =>
      app.send('POST', '/v1/events', { key: refurbisher, body, headers });
    const good = report('GradeAssigned', '2026-04-01T10:00:00Z', grade('good'), { device: 'serial:Northwind:BAD' });
    const text = JSON.stringify(good);
    expect((await raw('{')).status).toBe(400);
    expect((await raw('[1]')).status).toBe(422);
    expect((await raw(Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')]))).status).toBe(
      400,
    );
    expect((await raw(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)).status).toBe(400);
    expect(rulesOf(await raw(text.replace('{', '{"__proto__":{"x":1},')))).toEqual(['forbidden-key']);
    expect(rulesOf(await raw(text.replace('{', '{"type":"DeviceListed",')))).toEqual(['duplicate-key']);
    expect((await raw(text, { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await raw('x'.repeat(2_000_000))).status).toBe(413);
    expect((await app.send('POST', '/v1/events', { key: 'ck_none_none', body: good })).status).toBe(401);
    expect((await app.send('POST', '/v1/events', { key: null, body: good })).status).toBe(401);
    expect((await post(good)).status).toBe(201);
  });
});
