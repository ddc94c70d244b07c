import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { Desk, rulesOf, type Told } from './desk.js';
import { until } from './until.js';

let app: RunningApp;
let refurbisher: Desk;
let recycler: Desk;
let seller: Desk;
let stranger: Desk;
let auditor: Desk;
let operator: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  recycler = await Desk.open(app, 'remetal', ['recycler']);
  seller = await Desk.open(app, 'shopla', ['retailer']);
  stranger = await Desk.open(app, 'stranger', ['refurbisher']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
  operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
});
afterAll(() => app.close());

const standingOf = async (device: string, eventId: unknown) =>
  (await auditor.get(`/v1/devices/${device}/journey`)).body.entries.find((entry) => entry.eventId === eventId);
const listed = (desk: Desk, path: string, wanted: (items: Record<string, unknown>[]) => boolean): Promise<Told> =>
  until(
    () => desk.get(path),
    ({ body }) => wanted(body.items),
  );
const has = (field: string, value: unknown) => (items: Record<string, unknown>[]) =>
  items.some((item) => item[field] === value);
const hasNot = (field: string, value: unknown) => (items: Record<string, unknown>[]) => !has(field, value)(items);

describe('quarantine', () => {
  const END = 'serial:Northwind:Q-END';
  let destroyed: Told;
  let sold: Told;
  let eventId: string;

  beforeAll(async () => {
    await recycler.record(END, 'RecyclingReceived', '2026-02-01T08:00:00Z', { inputMassKg: 2 });
    destroyed = await recycler.record(END, 'DeviceDestroyed', '2026-02-02T08:00:00Z', { method: 'shredding' });
    sold = await seller.record(END, 'DeviceResold', '2026-02-03T08:00:00Z', { orderRef: 'o-1' });
    eventId = String(sold.body.eventId);
  });

  it('is what a report after the end is answered with, and why', async () => {
    expect(sold).toMatchObject({ status: 202, body: { outcome: 'quarantined' } });
    expect(sold.body.anomalies.length).toBeGreaterThan(0);
    expect(await standingOf(END, eventId)).toMatchObject({ standing: 'set-aside', rule: expect.any(String) });
  });

  it('is listed with its reason, to its sender, to who held the device and to auditors, and to no stranger', async () => {
    const { body } = await listed(auditor, '/v1/quarantine', has('eventId', eventId));
    expect(body.asOfPosition).toEqual(expect.any(String));
    const item = body.items.find((one) => one.eventId === eventId);
    expect(item).toMatchObject({
      type: 'DeviceResold',
      partner: 'shopla',
      rule: expect.stringMatching(/^[a-z-]+$/),
      explanation: expect.stringMatching(/\w+ \w+/),
    });
    for (const desk of [seller, recycler]) await listed(desk, '/v1/quarantine', has('eventId', eventId));
    expect((await stranger.get('/v1/quarantine')).body.items).toEqual([]);
    const byRule = await auditor.get(`/v1/quarantine?rule=${item?.rule}&type=DeviceResold&partner=shopla`);
    expect(byRule.body.items).toHaveLength(1);
    expect((await auditor.get('/v1/quarantine?rule=other-rule')).body.items).toEqual([]);
    expect((await auditor.get('/v1/quarantine?colour=red')).status).toBe(422);
  });

  it('is released by auditors and operators only: the event counts, by whose decision is shown', async () => {
    const release = (desk: Desk, id = eventId, body: object = { note: 'Another device.' }) =>
      desk.post(`/v1/quarantine/${id}/release`, body);
    expect((await release(seller)).status).toBe(403);
    expect((await release(recycler)).status).toBe(403);
    const released = await release(auditor);
    expect(released.status).toBe(200);
    expect(await standingOf(END, eventId)).toMatchObject({ standing: 'counted' });
    await listed(auditor, '/v1/quarantine', hasNot('eventId', eventId));
    expect(await release(operator)).toMatchObject({ status: 200, body: released.body });
    const { body } = await auditor.get(`/v1/devices/${END}/journey`);
    expect(body.entries.filter(({ event }) => event.type === 'EventReleased')).toHaveLength(1);
    const never = await release(auditor, String(destroyed.body.eventId));
    expect([never.status, rulesOf(never)]).toEqual([409, ['not-set-aside']]);
  });

  it('is undone by retracting the decision', async () => {
    const decision = (await auditor.get(`/v1/devices/${END}/journey`)).body.entries.find(
      ({ event }) => event.type === 'EventReleased',
    );
    const retraction = { target: { eventId: decision?.eventId }, reason: 'incorrect_data' };
    expect((await seller.tell(END, 'EventRetracted', '2026-06-02T08:00:00Z', retraction)).status).toBe(403);
    const answered = await operator.tell(END, 'EventRetracted', '2026-06-02T08:00:00Z', retraction);
    expect(answered.status).toBe(201);
    expect(await standingOf(END, eventId)).toMatchObject({ standing: 'set-aside' });
  });
});

describe('setting an event aside', () => {
  it('is for auditors and operators, and takes its effect away', async () => {
    const NAME = 'serial:Northwind:ASIDE';
    await refurbisher.record(NAME, 'DeviceReceived', '2026-02-01T08:00:00Z', { intakeReason: 'trade_in' });
    const told = await refurbisher.record(NAME, 'TriageDecided', '2026-02-02T08:00:00Z', { route: 'refurbish' });
    const path = `/v1/events/${told.body.eventId}/set-aside`;
    expect((await refurbisher.post(path, { note: 'Mine' })).status).toBe(403);
    expect((await auditor.get(`/v1/devices/${NAME}`)).body.disposition).toBe('triaged');
    const decision = { note: 'Never triaged.', reference: 'aside-1' };
    const first = await auditor.post(path, decision);
    expect(first.status).toBe(200);
    expect(await auditor.post(path, decision)).toMatchObject({ status: 200, body: first.body });
    expect((await auditor.get(`/v1/devices/${NAME}`)).body.disposition).toBe('received');
    const entry = await standingOf(NAME, told.body.eventId);
    expect(entry).toMatchObject({ standing: 'set-aside', decidedBy: expect.any(String) });
    const { body } = await listed(refurbisher, '/v1/quarantine', has('eventId', told.body.eventId));
    expect(body.items[0]?.explanation).toEqual(expect.any(String));
    expect((await operator.post(`/v1/quarantine/${told.body.eventId}/release`, {})).status).toBe(200);
    expect((await auditor.get(`/v1/devices/${NAME}`)).body.disposition).toBe('triaged');
  });
});

describe('a decision on an event that there is not', () => {
  it('is not found', async () => {
    const nowhere = '01a20fc1-29ae-700f-9620-5b6fcfc0c382';
    const released = await auditor.post(`/v1/quarantine/${nowhere}/release`, {});
    expect([released.status, rulesOf(released)]).toEqual([404, ['unknown-event']]);
    expect((await auditor.post('/v1/events/not-an-id/set-aside', {})).status).toBe(404);
  });
});

describe('anomalies', () => {
  const HEAVY = 'serial:Northwind:HEAVY';
  let anomalyId: string;

  beforeAll(async () => {
    await refurbisher.record(HEAVY, 'DeviceRegistered', '2026-02-01T07:00:00Z', { category: 'smartphone' });
    const odd = await refurbisher.record(HEAVY, 'DeviceReceived', '2026-02-01T08:00:00Z', {
      intakeReason: 'trade_in',
      massKg: 0.9,
    });
    expect(odd).toMatchObject({ status: 201, body: { outcome: 'accepted_with_anomaly' } });
    anomalyId = odd.body.anomalies.find(({ rule }) => rule === 'implausible-value')?.id ?? '';
    expect(anomalyId).not.toBe('');
  });

  it('are listed by rule, severity, state and device, with evidence and whom they ask', async () => {
    const { body } = await listed(refurbisher, '/v1/anomalies?rule=implausible-value', has('id', anomalyId));
    const item = body.items.find(({ id }) => id === anomalyId);
    expect(item).toMatchObject({ state: 'open', severity: expect.any(String), partner: 'refit' });
    expect(item?.evidence).toHaveLength(1);
    const only = async (query: string) => (await auditor.get(`/v1/anomalies?${query}`)).body.items.map(({ id }) => id);
    expect(await only(`deviceId=${item?.deviceId}&state=open&severity=${item?.severity}`)).toContain(anomalyId);
    expect(await only('state=confirmed')).not.toContain(anomalyId);
    expect((await stranger.get('/v1/anomalies')).body.items).toEqual([]);
    expect((await auditor.get('/v1/anomalies?severity=dreadful')).status).toBe(422);
  });

  it('leave the value out of the device’s mass until somebody confirms it', async () => {
    const massOf = async () =>
      ((await auditor.get(`/v1/devices/${HEAVY}`)).body.description as { massMg?: number }).massMg;
    expect(await massOf()).not.toBe(900_000);
    const resolve = (desk: Desk, resolution: string) => desk.post(`/v1/anomalies/${anomalyId}/resolve`, { resolution });
    expect((await resolve(stranger, 'confirmed')).status).toBeGreaterThanOrEqual(403);
    expect((await resolve(auditor, 'perhaps')).status).toBe(422);
    const confirmed = await resolve(refurbisher, 'confirmed');
    expect(confirmed.status).toBe(200);
    expect(await resolve(refurbisher, 'confirmed')).toMatchObject({ status: 200, body: confirmed.body });
    expect((await resolve(auditor, 'confirmed')).body.eventId).not.toBe(confirmed.body.eventId);
    expect(await massOf()).toBe(900_000);
    await listed(auditor, '/v1/anomalies?state=confirmed', has('id', anomalyId));
  });

  it('that there are not cannot be resolved', async () => {
    const told = await operator.post('/v1/anomalies/018f0000-0000-7000-8000-000000000000/resolve', {
      resolution: 'dismissed',
    });
    expect([told.status, rulesOf(told)]).toEqual([404, ['unknown-anomaly']]);
  });

  it('raised by equal content under two references count the first only', async () => {
    const NAME = 'serial:Northwind:EQUAL';
    await refurbisher.record(NAME, 'DeviceReceived', '2026-02-01T08:00:00Z', { intakeReason: 'b2b' });
    const same = () => refurbisher.tell(NAME, 'TriageDecided', '2026-02-02T08:00:00Z', { route: 'refurbish' });
    const first = await same();
    const second = await same();
    expect([first.status, second.status]).toEqual([201, 202]);
    expect(second.body.anomalies.map(({ rule }) => rule)).toContain('duplicate-content');
    expect(await standingOf(NAME, first.body.eventId)).toMatchObject({ standing: 'counted' });
    expect(await standingOf(NAME, second.body.eventId)).toMatchObject({ standing: 'set-aside' });
  });
});
