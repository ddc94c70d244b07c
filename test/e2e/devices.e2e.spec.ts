import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, rulesOf, type Told } from './desk.js';

let app: RunningApp;
let maker: Desk;
let refurbisher: Desk;
let seller: Desk;
let carrier: Desk;
let auditor: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  maker = await Desk.open(app, 'northwind', ['manufacturer']);
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  seller = await Desk.open(app, 'shopla', ['retailer']);
  carrier = await Desk.open(app, 'parcelia', ['logistics']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
});
afterAll(() => app.close());

const deviceOf = (desk: Desk, identifier: string, query = ''): Promise<Told> =>
  desk.get(`/v1/devices/${encodeURIComponent(identifier)}${query}`);
const typesOf = ({ body }: Told) => body.entries.map(({ event }) => event.type);
const grade = (code: string) => ({ grade: { scheme: 'backmarket', schemeVersion: '1', code }, method: 'manual' });

describe('a device with many names', () => {
  const SPELLINGS = [
    'imei:004401245678905',
    'imei:00-440124-567890-5',
    'urn:gsma:imei:00-440124-567890-5',
    'serial:Northwind:MANY1',
    'serial:northwind:many1',
    'serial:NORTHWIND:%20MANY1',
    'https://id.gs1.org/01/04012345678901/21/M-1',
    'gtin-serial:04012345678901:M-1',
    'urn:epc:id:sgtin:4012345.067890.M-1',
  ];
  let deviceId: string;

  beforeAll(async () => {
    const told = await maker.tell(
      ['imei:004401245678905', 'serial:Northwind:MANY1', 'gtin-serial:04012345678901:M-1'],
      'DeviceManufactured',
      '2025-01-10T08:00:00Z',
      { manufacturedOn: '2025-01-09', massKg: 0.18 },
    );
    expect(told.status).toBe(201);
    deviceId = String(told.body.deviceId);
  });

  it.each(SPELLINGS)('is found as %s', async (spelling) => {
    const written = spelling.includes('%') ? spelling : encodeURIComponent(spelling);
    const told = await maker.get(`/v1/devices/${written}`);
    expect([told.status, told.body.deviceId]).toEqual([200, deviceId]);
  });

  it('is found by its id, with and without the kind', async () => {
    for (const name of [deviceId, `device:${deviceId}`]) expect((await deviceOf(maker, name)).status).toBe(200);
  });

  it('is not found by what is no identifier, and the answer says why', async () => {
    const typo = await deviceOf(maker, 'imei:004401245678901');
    expect([typo.status, rulesOf(typo)]).toEqual([422, ['imei-check-digit']]);
    expect((await deviceOf(maker, 'imei:490154203237518')).status).toBe(404);
    expect((await deviceOf(maker, 'telephone:1')).status).toBe(422);
  });

  it('shows its state on every axis', async () => {
    expect((await deviceOf(maker, 'serial:Northwind:MANY1')).body).toMatchObject({
      deviceId,
      members: [deviceId],
      testIdentifier: true,
      disposition: 'manufactured',
      custody: { state: 'held', party: 'partner:northwind' },
      ownership: { state: 'owner', party: 'partner:northwind' },
      data: expect.any(String),
      legal: 'product',
      grades: [],
      locks: [],
      alerts: [],
      lifeCount: 0,
      cycleCount: 0,
      rulesVersion: expect.any(Number),
    });
  });
});

describe('a journey', () => {
  const TABLET = 'serial:Northwind:JOURNEY';
  let wrongGrade: string;
  let knownBefore: string;

  beforeAll(async () => {
    await maker.tell(TABLET, 'DeviceManufactured', '2024-01-10T08:00:00Z', { manufacturedOn: '2024-01-10' });
    await maker.tell(TABLET, 'DeviceSoldNew', '2024-02-01T08:00:00Z', {
      saleRef: 's-1',
      country: 'DE',
      fulfilment: 'in_store',
    });
    await refurbisher.tell(TABLET, 'DeviceReceived', '2026-02-01T08:00:00Z', { intakeReason: 'trade_in' });
    const graded = await refurbisher.tell(TABLET, 'GradeAssigned', '2026-02-02T08:00:00Z', grade('fair'));
    wrongGrade = String(graded.body.eventId);
    knownBefore = String((await deviceOf(refurbisher, TABLET, '/journey')).body.knownAt);
  });

  it('tells every event in order, whatever order it arrived in', async () => {
    await refurbisher.tell(TABLET, 'TriageDecided', '2026-02-01T12:00:00Z', { route: 'refurbish' });
    const told = await deviceOf(auditor, TABLET, '/journey');
    expect(typesOf(told).slice(-5)).toEqual([
      'DeviceManufactured',
      'DeviceSoldNew',
      'DeviceReceived',
      'TriageDecided',
      'GradeAssigned',
    ]);
    expect(told.body.entries.every(({ standing }) => standing === 'counted')).toBe(true);
  });

  it('as of a time holds what had happened by then', async () => {
    const inUse = await deviceOf(auditor, TABLET, '/journey?asOf=2025-06-01T00:00:00Z');
    expect(inUse.body).toMatchObject({ disposition: 'in_use', lifeCount: 1, asOf: '2025-06-01T00:00:00Z' });
    expect(typesOf(inUse)).not.toContain('DeviceReceived');
    const atDay = await deviceOf(auditor, TABLET, '/journey?asOf=2026-02-01');
    expect(typesOf(atDay)).toEqual(expect.arrayContaining(['DeviceReceived', 'TriageDecided']));
    expect(typesOf(atDay)).not.toContain('GradeAssigned');
  });

  it('as known at a position holds what had arrived by then', async () => {
    const before = await deviceOf(auditor, TABLET, `/journey?knownAt=${encodeURIComponent(knownBefore)}`);
    expect(typesOf(before)).not.toContain('TriageDecided');
    expect(before.body.knownAt).toBe(knownBefore);
    const both = await deviceOf(auditor, TABLET, `/journey?knownAt=${encodeURIComponent(knownBefore)}&asOf=2026-02-01`);
    expect(typesOf(both)).toContain('DeviceReceived');
    expect(typesOf(both)).not.toContain('GradeAssigned');
  });

  it('as known at a time answers the position that it used', async () => {
    const now = await deviceOf(auditor, TABLET, `/journey?knownAt=${encodeURIComponent(new Date().toISOString())}`);
    expect(now.status).toBe(200);
    const again = await deviceOf(auditor, TABLET, `/journey?knownAt=${encodeURIComponent(String(now.body.knownAt))}`);
    expect(again.body).toEqual(now.body);
  });

  it('is gone for a position of another log, and refuses what is no time', async () => {
    const foreign = await deviceOf(auditor, TABLET, '/journey?knownAt=0123456789abcdef:12');
    expect([foreign.status, rulesOf(foreign)]).toEqual([410, ['foreign-position']]);
    expect(foreign.body.errors[0]?.hint).toBeDefined();
    for (const wrong of ['asOf=2026-02-01T10:00:00', 'asOf=yesterday', 'knownAt=yesterday', 'until=2026-01-01']) {
      expect([wrong, (await deviceOf(auditor, TABLET, `/journey?${wrong}`)).status]).toEqual([wrong, 422]);
    }
  });

  it('shows a correction: the old one void by the new one, which counts', async () => {
    const corrected = await refurbisher.tell(TABLET, 'GradeAssigned', '2026-02-02T08:00:00Z', grade('good'), {
      corrects: wrongGrade,
    });
    expect(corrected.status).toBe(201);
    const { body } = await deviceOf(refurbisher, TABLET, '/journey');
    const entry = (id: unknown) => body.entries.find(({ eventId }) => eventId === id);
    expect(entry(wrongGrade)).toMatchObject({ standing: 'void', by: corrected.body.eventId });
    expect(entry(corrected.body.eventId)).toMatchObject({ standing: 'counted', event: { corrects: wrongGrade } });
    expect(body).toMatchObject({ grades: [{ code: 'GOOD' }] });
    const before = await deviceOf(auditor, TABLET, `/journey?knownAt=${encodeURIComponent(knownBefore)}`);
    expect(before.body).toMatchObject({ grades: [{ code: 'FAIR' }] });
  });

  it('refuses a second correction of the same event, one by a stranger, and one of another type', async () => {
    const correct = (desk: Desk, type = 'GradeAssigned', data: object = grade('fair')) =>
      desk.tell(TABLET, type, '2026-02-02T08:00:00Z', data, { corrects: wrongGrade });
    expect((await correct(refurbisher)).status).toBe(409);
    expect((await correct(seller)).status).toBe(403);
    expect((await correct(refurbisher, 'TriageDecided', { route: 'recycle' })).status).toBe(422);
    const nowhere = await refurbisher.tell(TABLET, 'EventRetracted', '2026-02-03T08:00:00Z', {
      target: { reference: 'never-sent' },
      reason: 'did_not_occur',
    });
    expect([nowhere.status, rulesOf(nowhere)]).toEqual([422, ['target-unknown']]);
  });

  it('lets a retraction be retracted', async () => {
    const scan = await carrier.tell(TABLET, 'DamageReported', '2026-02-05T08:00:00Z', { severity: 'minor' });
    const retract = (target: unknown) =>
      carrier.tell(TABLET, 'EventRetracted', '2026-02-06T08:00:00Z', {
        target: { eventId: target },
        reason: 'incorrect_data',
      });
    const first = await retract(scan.body.eventId);
    const standing = async () =>
      (await deviceOf(auditor, TABLET, '/journey')).body.entries.find(({ eventId }) => eventId === scan.body.eventId)
        ?.standing;
    expect([first.status, await standing()]).toEqual([201, 'void']);
    expect([(await retract(first.body.eventId)).status, await standing()]).toEqual([201, 'counted']);
  });
});

describe('the version of a device', () => {
  it('moves with its reports and guards reads and reports', async () => {
    const DEVICE = 'serial:Northwind:VERSION';
    await refurbisher.tell(DEVICE, 'DeviceReceived', '2026-02-01T08:00:00Z', { intakeReason: 'b2b' });
    const etag = async () => (await deviceOf(refurbisher, DEVICE)).headers.get('etag') ?? '';
    const first = await etag();
    const report = () => refurbisher.report(DEVICE, 'TriageDecided', '2026-02-02T08:00:00Z', { route: 'refurbish' });
    expect((await refurbisher.post('/v1/events', report(), { 'if-match': '"another"' })).status).toBe(412);
    expect((await refurbisher.post('/v1/events', report(), { 'if-match': first })).status).toBe(201);
    expect(await etag()).not.toBe(first);
    expect((await refurbisher.post('/v1/events', report(), { 'if-match': first })).status).toBe(412);
    const path = `/v1/devices/${encodeURIComponent(DEVICE)}`;
    expect((await refurbisher.get(path, { 'if-none-match': await etag() })).status).toBe(304);
    expect((await refurbisher.get(path, { 'if-match': first })).status).toBe(412);
  });
});
