import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { routesWithoutPolicy } from '#partners';
import { Desk, rulesOf } from './desk.js';
import { until } from './until.js';

let app: RunningApp;
const desks = new Map<string, Desk>();
const desk = (role: string): Desk => desks.get(role) as Desk;
const ROLES = [
  'manufacturer',
  'retailer',
  'marketplace',
  'trade-in',
  'owner',
  'logistics',
  'refurbisher',
  'diagnostics',
  'erasure',
  'recycler',
  'registry',
  'auditor',
];
let operator: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  for (const role of ROLES) desks.set(role, await Desk.open(app, `the-${role}`, [role]));
  operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
});
afterAll(() => app.close());

const grade = { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' };

describe('routes', () => {
  it('have a policy each, and answer nobody without a key but where the issue says so', async () => {
    const { routes } = app.application.routes;
    expect(routesWithoutPolicy(app.application.routes)).toEqual([]);
    expect(routes.length).toBeGreaterThan(25);
    const open: string[] = [];
    const closed = routes.filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !url.includes('*'));
    for (const { method, url } of closed) {
      const path = url.replaceAll(/:[A-Za-z]+/g, 'x');
      const { status } = await app.send(String(method), path, { key: null });
      if (status !== 401) open.push(`${method} ${url}`);
    }
    expect(
      open.filter((route) => !/^GET \/(health\/(live|ready)|docs|openapi\.json|asyncapi\.json)/.test(route)),
    ).toEqual([]);
  });

  it('that only operators and auditors may use are 403 to everybody else', async () => {
    const id = '018f0000-0000-7000-8000-000000000000';
    for (const [method, path, body] of [
      ['GET', '/metrics', undefined],
      ['POST', '/v1/partners', { id: 'mine', name: 'Mine', roles: ['operator'], country: 'DE' }],
      ['PUT', '/v1/partners/the-refurbisher/roles', { roles: ['operator'] }],
      ['POST', '/v1/partners/the-owner/keys', {}],
      ['POST', '/v1/partners/the-owner/reactivate', {}],
      ['POST', `/v1/quarantine/${id}/release`, {}],
      ['POST', `/v1/events/${id}/set-aside`, {}],
      ['GET', '/v1/projections', undefined],
      ['POST', '/v1/projections/devices/rebuild', {}],
    ] as const) {
      expect([path, (await desk('refurbisher').send(method, path, body)).status]).toEqual([path, 403]);
    }
  });
});

describe('who may report what', () => {
  const MATRIX: [type: string, data: object, allowed: string[]][] = [
    ['DeviceManufactured', { manufacturedOn: '2025-01-01' }, ['manufacturer']],
    ['LockStateObserved', { kind: 'sim', state: 'unlocked' }, ['diagnostics', 'registry', 'refurbisher', 'trade-in']],
    ['RecyclingReceived', {}, ['recycler']],
    ['RefurbishmentStarted', {}, ['refurbisher', 'manufacturer']],
    ['TradeInAccepted', { orderRef: 'o-1' }, ['trade-in', 'retailer', 'marketplace']],
    ['DeviceDestroyed', { method: 'shredding' }, ['refurbisher', 'recycler', 'erasure']],
    [
      'GradeAssigned',
      grade,
      ['refurbisher', 'trade-in', 'auditor', 'retailer', 'marketplace', 'diagnostics', 'recycler'],
    ],
    ['DamageReported', { severity: 'minor' }, ROLES.filter((role) => role !== 'auditor')],
    [
      'BlocklistChecked',
      { register: 'gsma', result: 'clean' },
      ['registry', 'diagnostics', 'refurbisher', 'trade-in', 'retailer', 'marketplace'],
    ],
  ];

  it.each(MATRIX)('%s', async (type, data, allowed) => {
    const taken: string[] = [];
    for (const role of ROLES) {
      const device = `serial:Northwind:${type}-${role}`.toUpperCase().replace('SERIAL:NORTHWIND', 'serial:Northwind');
      const told = await desk(role).tell(device, type, '2026-03-01T08:00:00Z', data);
      if (told.status === 403) expect(rulesOf(told)[0]).toMatch(/role/);
      else expect([role, told.status]).toEqual([role, 201]);
      if (told.status === 201) taken.push(role);
    }
    expect(taken.sort()).toEqual([...allowed].sort());
    const anything = await operator.tell(`serial:Northwind:OP-${type}`, type, '2026-03-01T08:00:00Z', data);
    expect(anything.status).toBe(201);
  });

  it('lets a partner of several roles report what one of them may', async () => {
    const both = await Desk.open(app, 'both', ['logistics', 'recycler']);
    expect((await both.tell('serial:Northwind:BOTH', 'RecyclingReceived', '2026-03-01', {})).status).toBe(201);
    expect((await both.tell('serial:Northwind:BOTH', 'GradeAssigned', '2026-03-01', grade)).status).toBe(201);
    expect((await both.tell('serial:Northwind:BOTH', 'RefurbishmentStarted', '2026-03-01', {})).status).toBe(403);
  });
});

describe('who reads a device', () => {
  const PHONE = 'serial:Northwind:READERS';
  let deviceId: string;
  let sold: string;

  beforeAll(async () => {
    const made = await desk('manufacturer').record(PHONE, 'DeviceManufactured', '2024-01-01T08:00:00Z', {
      manufacturedOn: '2024-01-01',
      massKg: 0.18,
    });
    deviceId = String(made.body.deviceId);
    const receivedData = { intakeReason: 'trade_in' };
    await desk('refurbisher').record(PHONE, 'DeviceReceived', '2026-01-01T08:00:00Z', receivedData);
    const resold = {
      orderRef: 'o-9',
      buyerRef: 'partner:the-owner',
      buyerKind: 'business',
      price: { amountMinor: 19_900, currency: 'EUR' },
    };
    const sale = await desk('refurbisher').record(PHONE, 'DeviceResold', '2026-01-10T08:00:00Z', resold);
    sold = String(sale.body.eventId);
    const moved = { to: 'partner:the-owner', basis: 'sale' };
    await desk('refurbisher').record(PHONE, 'OwnershipTransferred', '2026-01-11T08:00:00Z', moved);
    await desk('diagnostics').record(PHONE, 'DiagnosticsReported', '2026-01-05T08:00:00Z', {
      tool: { name: 'probe' },
      stage: 'final',
      result: 'pass',
    });
  });

  it('who made, held or owned it sees it; an auditor and an operator see all; others are told that there is none', async () => {
    for (const name of [PHONE, `device:${deviceId}`]) {
      for (const below of ['', '/journey']) {
        const path = `/v1/devices/${name}${below}`;
        for (const role of ['manufacturer', 'refurbisher', 'owner', 'diagnostics', 'auditor']) {
          expect([role, path, (await desk(role).get(path)).status]).toEqual([role, path, 200]);
        }
        for (const role of ['recycler', 'retailer', 'logistics', 'registry']) {
          expect([role, path, (await desk(role).get(path)).status]).toEqual([role, path, 404]);
        }
      }
    }
    const unknown = await desk('recycler').get('/v1/devices/serial:Northwind:NEVER-SEEN');
    const hidden = await desk('recycler').get(`/v1/devices/${PHONE}`);
    expect([Object.keys(hidden.body), rulesOf(hidden)]).toEqual([Object.keys(unknown.body), rulesOf(unknown)]);
  });

  it('a mere reporter sees the public fields and its own events, and not its past', async () => {
    const { body } = await desk('diagnostics').get(`/v1/devices/${PHONE}/journey`);
    expect(body.entries.map(({ event }) => event.type)).toEqual(['DiagnosticsReported']);
    expect(body).toMatchObject({ deviceId, disposition: expect.any(String) });
    for (const hidden of [
      'custody',
      'ownership',
      'sales',
      'legs',
      'cycles',
      'lives',
      'anomalies',
      'relations',
      'parts',
    ]) {
      expect(body).not.toHaveProperty(hidden);
    }
    expect(JSON.stringify(body)).not.toMatch(/the-(refurbisher|owner)|o-9|19900/);
  });

  it('a partner that held it does not read other partners’ references, an auditor does', async () => {
    const entryOf = async (role: string) =>
      (await desk(role).get(`/v1/devices/${PHONE}/journey`)).body.entries.find(({ eventId }) => eventId === sold);
    expect((await entryOf('manufacturer'))?.event).not.toHaveProperty('reference');
    expect((await entryOf('auditor'))?.event).toHaveProperty('reference');
    expect((await entryOf('refurbisher'))?.event).toHaveProperty('reference');
  });

  it('single events follow the same rule, and another partner’s reference is not found', async () => {
    const statusFor = async (role: string) => (await desk(role).get(`/v1/events/${sold}`)).status;
    for (const role of ['refurbisher', 'manufacturer', 'owner', 'auditor'])
      expect([role, await statusFor(role)]).toEqual([role, 200]);
    for (const role of ['diagnostics', 'recycler']) expect([role, await statusFor(role)]).toEqual([role, 404]);
  });

  it('lists show the same devices as reads do', async () => {
    const listed = async (role: string) =>
      (await desk(role).get('/v1/devices?limit=500')).body.items.some((item) => item.deviceId === deviceId);
    for (const role of ['owner', 'manufacturer', 'refurbisher', 'diagnostics', 'auditor']) {
      await until(
        () => listed(role),
        (there) => there,
      );
    }
    for (const role of ['recycler', 'retailer', 'logistics']) expect([role, await listed(role)]).toEqual([role, false]);
  });
});
