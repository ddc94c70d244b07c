import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { Desk, rulesOf } from './desk.js';
import { until } from './until.js';

const PHONE = 'serial:Northwind:SEEN-BY-ALL';
const HOUR_MS = 3_600_000;

/** Desk and the widest tier that it sees of what others said; `own`: it sees its own events only. */
const READERS: [id: string, role: string, sees: 'own' | 'public' | 'holder' | 'repairer' | 'auditor' | 'nothing'][] = [
  ['maker', 'manufacturer', 'repairer'],
  ['holder', 'refurbisher', 'repairer'],
  ['fleet', 'owner', 'holder'],
  ['lab', 'diagnostics', 'own'],
  ['guest', 'refurbisher', 'holder'],
  ['bench', 'refurbisher', 'repairer'],
  ['insurer', 'owner', 'public'],
  ['late', 'refurbisher', 'nothing'],
  ['former', 'refurbisher', 'nothing'],
  ['stranger', 'refurbisher', 'nothing'],
  ['watch', 'auditor', 'auditor'],
];

let app: RunningApp;
let deviceId: string;
let others: string;
const desks = new Map<string, Desk>();
const desk = (id: string): Desk => desks.get(id) as Desk;
const soon = () => new Date(Date.now() + HOUR_MS).toISOString();

beforeAll(async () => {
  app = await RunningApp.start();
  for (const [id, role] of READERS) desks.set(id, await Desk.open(app, id, [role]));
  desks.set('operator', new Desk(() => app, 'operator', TEST_ADMIN_KEY));
  const made = { manufacturedOn: '2024-01-01', massKg: 0.18, components: [{ slot: 'battery', partId: 'b-1' }] };
  const told = await desk('maker').record(PHONE, 'DeviceManufactured', '2024-01-01T08:00:00Z', made);
  deviceId = String(told.body.deviceId);
  const handed = { toParty: 'partner:holder', handoverRef: 'h-1' };
  await desk('maker').record(PHONE, 'CustodyReleased', '2025-12-31T08:00:00Z', handed);
  await desk('holder').record(PHONE, 'DeviceReceived', '2026-01-01T08:00:00Z', { intakeReason: 'b2b' });
  const tested = { tool: { name: 'probe' }, stage: 'final', result: 'pass', tests: [{ code: 'wifi', result: 'pass' }] };
  await desk('lab').record(PHONE, 'DiagnosticsReported', '2026-01-02T08:00:00Z', tested);
  const battery = { slot: 'battery', origin: 'used_genuine', partId: 'b-2' };
  await desk('holder').record(PHONE, 'PartInstalled', '2026-01-02T10:00:00Z', battery);
  const sold = { orderRef: 'o-1', buyerRef: 'partner:fleet', buyerKind: 'business', fulfilment: 'in_store' };
  const grade = { grade: { scheme: 'house', schemeVersion: '1', code: 'A' } };
  const sale = await desk('holder').record(PHONE, 'DeviceResold', '2026-01-03T08:00:00Z', { ...sold, ...grade });
  others = String(sale.body.eventId);
  for (const [granteeId, more] of [
    ['guest', { until: soon() }],
    ['bench', { tier: 'repairer' }],
    ['insurer', { tier: 'public' }],
    ['late', { until: '2026-02-01' }],
    ['former', {}],
  ] as const) {
    await desk('fleet').record(PHONE, 'AccessGranted', '2026-01-04T08:00:00Z', { granteeId, ...more });
  }
  await desk('fleet').record(PHONE, 'AccessRevoked', '2026-01-05T08:00:00Z', { granteeId: 'former' });
});
afterAll(() => app.close());

type Fields = Record<string, unknown>;
const without = (fields: Fields, ...names: string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

describe.each(READERS.filter(([, , sees]) => sees !== 'nothing'))('what %s, %s, sees', (id, _, sees) => {
  it('is the same of the device, of its journey and of each event', async () => {
    const device = await desk(id).get(`/v1/devices/${PHONE}`);
    const journey = await desk(id).get(`/v1/devices/${PHONE}/journey`);
    expect([device.status, journey.status]).toEqual([200, 200]);
    expect(without(journey.body, 'entries', 'knownAt', 'asOf')).toEqual(device.body);
    expect(journey.body.entries.length).toBeGreaterThan(0);
    for (const { eventId, event, ...told } of journey.body.entries) {
      const single = await desk(id).get(`/v1/events/${eventId}`);
      const { id: named, ...rest } = event as Fields & typeof event;
      const beside = without(told, 'anomalies');
      expect({ eventId: named, deviceId, ...rest, ...beside }).toEqual(
        without(single.body, 'stream', 'outcome', 'deviceCreated', 'anomalies'),
      );
    }
  });

  it('is what its tier holds, and no more', async () => {
    const { body } = await desk(id).get(`/v1/devices/${PHONE}`);
    const rank = ['own', 'public', 'holder', 'repairer', 'auditor'].indexOf(sees);
    const shown = ['gradeAtLastSale', 'custody', 'parts', 'relations'].filter((field) => field in body);
    expect(shown).toEqual(['gradeAtLastSale', 'custody', 'parts', 'relations'].slice(0, Math.max(rank, 1)));
    expect(body).toMatchObject({ lifeCount: expect.any(Number), partsReplaced: true, erasureCertified: false });
    const event = await desk(id).get(`/v1/events/${others}`);
    if (sees === 'own') return expect(event.status).toBe(404);
    const own = id === 'holder' || sees === 'auditor';
    expect('recordedBy' in event.body).toBe(rank > 1);
    expect(['hash', 'reference', 'stream'].filter((field) => field in event.body)).toHaveLength(own ? 3 : 0);
    expect(Object.keys(event.body.data as Fields).sort()).toEqual(
      own
        ? ['buyerKind', 'buyerRef', 'fulfilment', 'grade', 'orderRef']
        : rank > 1
          ? ['buyerKind', 'fulfilment', 'grade', 'orderRef']
          : ['grade'],
    );
  });

  it('is in its lists, with the same fields', async () => {
    const { body } = await until(
      () => desk(id).get('/v1/devices'),
      (answer) => answer.body.items.some((item) => item.deviceId === deviceId && item.disposition === 'in_use'),
    );
    const item = body.items.find((one) => one.deviceId === deviceId) as Fields;
    expect('identifiers' in item).toBe(sees !== 'own' && sees !== 'public');
  });
});

describe('who may not see it', () => {
  it.each(READERS.filter(([, , sees]) => sees === 'nothing'))('%s is told that there is none', async (id) => {
    await until(
      () => desk('bench').get('/v1/devices'),
      ({ body }) => body.items.length === 1,
    );
    for (const path of [`/v1/devices/${PHONE}`, `/v1/devices/${PHONE}/journey`, `/v1/events/${others}`]) {
      expect([path, (await desk(id).get(path)).status]).toEqual([path, 404]);
    }
    const past = await desk(id).get(`/v1/devices/${PHONE}/journey?asOf=2026-01-04T12:00:00Z`);
    expect(past.status).toBe(404);
    expect((await desk(id).get('/v1/devices')).body.items).toEqual([]);
  });
});

describe('a grant', () => {
  it('opens nothing where its sender never had the device, and the answer says so', async () => {
    const told = await desk('lab').tell(PHONE, 'AccessGranted', '2026-01-06T08:00:00Z', { granteeId: 'stranger' });
    expect(told.body.anomalies.map(({ rule }) => rule)).toEqual(['not-the-holder']);
    expect((await desk('stranger').get(`/v1/devices/${PHONE}`)).status).toBe(404);
  });

  it('cannot be passed on', async () => {
    const told = await desk('guest').tell(PHONE, 'AccessGranted', '2026-01-06T09:00:00Z', { granteeId: 'stranger' });
    expect(told.body.anomalies.map(({ rule }) => rule)).toEqual(['not-the-holder']);
    expect((await desk('stranger').get(`/v1/devices/${PHONE}`)).status).toBe(404);
  });

  it('of more than a tier that partners have is refused', async () => {
    const all = { granteeId: 'stranger', tier: 'auditor' };
    const told = await desk('fleet').tell(PHONE, 'AccessGranted', '2026-01-06T08:00:00Z', all);
    expect([told.status, rulesOf(told)]).toEqual([422, ['not-one-of']]);
  });
});
