import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { Desk, rulesOf } from './desk.js';

let app: RunningApp;
let operator: Desk;
let workshop: Desk;
let integrator: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
  workshop = await Desk.open(app, 'workshop', ['refurbisher']);
  integrator = await Desk.open(app, 'integrator', ['logistics']);
});
afterAll(() => app.close());

const receipt = { intakeReason: 'b2b' };
const grade = { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' };
const grant = (by: Desk, principal: string, delegateId: string, more: object = {}) =>
  by.post(`/v1/partners/${principal}/delegations`, { delegateId, ...more });

describe('reporting for somebody else', () => {
  const NAME = 'serial:Northwind:DELEGATED';
  const onBehalfOf = 'workshop';

  it('needs a delegation', async () => {
    const told = await integrator.tell(NAME, 'DeviceReceived', '2026-03-01T08:00:00Z', receipt, { onBehalfOf });
    expect(told.status).toBe(403);
    const nobody = await integrator.tell(NAME, 'DeviceReceived', '2026-03-01T08:00:00Z', receipt, {
      onBehalfOf: 'ghost',
    });
    expect([403, 422]).toContain(nobody.status);
  });

  it('is granted by the principal: its roles count, it is the party, the sender’s references are used', async () => {
    expect((await grant(integrator, 'workshop', 'integrator')).status).toBe(403);
    expect((await grant(workshop, 'workshop', 'integrator')).status).toBe(201);
    const report = integrator.report(NAME, 'DeviceReceived', '2026-03-01T08:00:00Z', receipt, { onBehalfOf });
    expect((await integrator.post('/v1/events', report)).status).toBe(201);
    expect((await integrator.get(`/v1/events?reference=${report.reference}`)).body).toMatchObject({
      recordedBy: 'integrator',
      onBehalfOf: 'workshop',
    });
    expect((await workshop.get(`/v1/devices/${NAME}`)).body).toMatchObject({
      custody: { state: 'held', party: 'partner:workshop' },
    });
    expect((await workshop.tell(NAME, 'GradeAssigned', '2026-03-02T08:00:00Z', grade)).status).toBe(201);
    const own = await integrator.tell(NAME, 'GradeAssigned', '2026-03-02T09:00:00Z', grade);
    expect(own.status).toBe(403);
  });

  it('lets the principal read what was reported for it, and correct it', async () => {
    const told = await integrator.record(
      NAME,
      'TriageDecided',
      '2026-03-03T08:00:00Z',
      { route: 'recycle' },
      { onBehalfOf },
    );
    expect((await workshop.get(`/v1/events/${told.body.eventId}`)).status).toBe(200);
    const better = await integrator.tell(
      NAME,
      'TriageDecided',
      '2026-03-03T08:00:00Z',
      { route: 'refurbish' },
      {
        onBehalfOf,
        corrects: told.body.eventId,
      },
    );
    expect(better.status).toBe(201);
  });

  it('ends when it is revoked, and starts and ends when it says so', async () => {
    expect((await workshop.send('DELETE', '/v1/partners/workshop/delegations/integrator')).status).toBe(204);
    const late = await integrator.tell(NAME, 'HoldPlaced', '2026-03-04T08:00:00Z', { reason: 'legal' }, { onBehalfOf });
    expect(late.status).toBe(403);
    await grant(workshop, 'workshop', 'integrator', { from: '2099-01-01T00:00:00Z' });
    const early = await integrator.tell(
      NAME,
      'HoldPlaced',
      '2026-03-04T08:00:00Z',
      { reason: 'legal' },
      { onBehalfOf },
    );
    expect(early.status).toBe(403);
  });

  it('serves partners without keys, who may be named in custody too', async () => {
    const silent = { id: 'silent', name: 'Silent', roles: ['recycler'], country: 'DE', withoutKey: true };
    const registered = await operator.post('/v1/partners', silent);
    expect([registered.status, registered.body]).not.toHaveProperty('1.key');
    expect((await grant(operator, 'silent', 'integrator')).status).toBe(201);
    const device = 'serial:Northwind:SILENT';
    await workshop.record(device, 'DeviceReceived', '2026-03-01T08:00:00Z', receipt);
    const released = { toParty: 'partner:silent', handoverRef: 'h-1', purpose: 'recycling' };
    expect((await workshop.tell(device, 'CustodyReleased', '2026-03-02T08:00:00Z', released)).status).toBe(201);
    const accepted = { fromParty: 'partner:workshop', handoverRef: 'h-1' };
    const behalf = { onBehalfOf: 'silent' };
    expect(
      (await integrator.tell(device, 'CustodyAccepted', '2026-03-03T08:00:00Z', accepted, behalf)).body,
    ).toMatchObject({
      outcome: 'accepted',
    });
    expect((await operator.get(`/v1/devices/${device}`)).body).toMatchObject({
      custody: { state: 'held', party: 'partner:silent' },
      legs: expect.arrayContaining([expect.objectContaining({ state: 'confirmed', from: 'partner:workshop' })]),
    });
  });
});

describe('keys', () => {
  const posting = (key: string) =>
    app.send('POST', '/v1/events', {
      key,
      body: workshop.report('serial:Northwind:KEYS', 'DeviceReceived', '2026-03-01', receipt),
    });

  it('of a suspended partner are refused from then on, what it reported stays', async () => {
    const leaver = await Desk.open(app, 'leaver', ['refurbisher']);
    const told = await leaver.record('serial:Northwind:LEAVER', 'DeviceReceived', '2026-03-01T08:00:00Z', receipt);
    expect((await operator.post('/v1/partners/leaver/suspend', { reason: 'audit' })).status).toBe(200);
    expect((await posting(leaver.key)).status).toBe(401);
    expect((await operator.get(`/v1/events/${told.body.eventId}`)).status).toBe(200);
  });

  it('of a suspended partner are taken again once an operator reactivates it', async () => {
    const returning = await Desk.open(app, 'returning', ['refurbisher']);
    await operator.post('/v1/partners/returning/suspend', {});
    expect((await workshop.post('/v1/partners/returning/reactivate', {})).status).toBe(403);
    expect((await operator.post('/v1/partners/nobody/reactivate', {})).status).toBe(404);
    const told = await operator.post('/v1/partners/returning/reactivate', { reason: 'audit passed' });
    expect([told.status, told.body.suspended]).toEqual([200, false]);
    expect((await operator.post('/v1/partners/returning/reactivate', {})).status).toBe(200);
    expect((await posting(returning.key)).status).toBe(201);
  });

  it('that were rotated or have expired are refused with the reason, and nothing is recorded', async () => {
    const rotating = await Desk.open(app, 'rotating', ['refurbisher']);
    const { body } = await operator.post('/v1/partners/rotating/keys', {});
    expect((await posting(rotating.key)).status).toBe(401);
    expect((await posting(String(body.key))).status).toBe(201);
    const short = await operator.post('/v1/partners/rotating/keys', { expiresAt: '2020-01-01T00:00:00Z' });
    const expired = await new Desk(() => app, 'rotating', String(short.body.key)).get('/v1/devices');
    expect([expired.status, rulesOf(expired)]).toEqual([401, ['expired-key']]);
  });

  it('may overlap while a partner changes over', async () => {
    const moving = await Desk.open(app, 'moving', ['refurbisher']);
    await operator.post('/v1/partners/moving/keys', { othersEndAt: '2099-01-01T00:00:00Z' });
    expect((await moving.get('/v1/devices')).status).toBe(200);
  });
});
