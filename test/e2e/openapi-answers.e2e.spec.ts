import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { declarations } from './declared-answers.js';
import { Desk, type Told } from './desk.js';
import { CSV, imported, sendFile } from './import-desk.js';
import { until } from './until.js';

const PHONE = 'imei:004401245678905';
const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T08:00:00Z`;

let app: RunningApp;
let maker: Desk;
let refit: Desk;
let operator: Desk;
let asDeclared: (told: Told, operation: string) => string | undefined;
beforeAll(async () => {
  asDeclared = await declarations();
  app = await RunningApp.start();
  maker = await Desk.open(app, 'northwind', ['manufacturer', 'retailer']);
  refit = await Desk.open(app, 'refit', ['refurbisher', 'diagnostics', 'erasure']);
  operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
  await maker.record(PHONE, 'DeviceManufactured', at(1), { manufacturedOn: '2026-03-01' });
  await refit.record(PHONE, 'DeviceReceived', at(3), { intakeReason: 'b2b' });
  const grade = { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' };
  await refit.record(PHONE, 'GradeAssigned', at(4), grade, { location: { country: 'DE' } });
  await refit.record(PHONE, 'DiagnosticsReported', at(5), {
    tool: { name: 'Benchmate' },
    stage: 'final',
    result: 'pass',
    battery: { healthPercent: 91 },
  });
});
afterAll(() => app.close());

describe('answers are as the description of the API says', () => {
  const expectDeclared = (told: Told, status: number, operation: string) => {
    expect([operation, told.status]).toEqual([operation, status]);
    expect(asDeclared(told, operation)).toBeUndefined();
  };
  const read = async (path: string, operation: string, desk: Desk = operator) =>
    expectDeclared(await desk.get(path), 200, operation);

  it('for reports: counted, repeated, set aside, in a batch, refused', async () => {
    const report = refit.report(PHONE, 'HoldPlaced', at(6), { reason: 'awaiting_parts' });
    const first = await refit.post('/v1/events', report);
    expectDeclared(first, first.status, 'post /v1/events');
    expectDeclared(await refit.post('/v1/events', report), 200, 'post /v1/events');
    expectDeclared(await refit.post('/v1/events/batch', [report, { type: 'Nothing' }]), 200, 'post /v1/events/batch');
    for (const [body, status] of [
      ['{', 400],
      [{ ...report, data: { reason: 'x' } }, 422],
    ] as const) {
      expectDeclared(await refit.post('/v1/events', body), status, 'post /v1/events');
    }
    const { body } = first;
    await read(`/v1/events/${body.eventId}`, 'get /v1/events/{eventId}', refit);
    await read(`/v1/events?reference=${report.reference}`, 'get /v1/events', refit);
    expectDeclared(await refit.post('/v1/events', report, { authorization: 'Bearer x' }), 401, 'post /v1/events');
  });

  it('for devices and lists', async () => {
    await refit.record(PHONE, 'DeviceDestroyed', at(8), { method: 'shredding' });
    await refit.record(PHONE, 'RefurbishmentStarted', at(9), {});
    await until(
      () => operator.get('/v1/quarantine'),
      ({ body }) => body.items.length > 0,
    );
    await read(`/v1/devices/${PHONE}`, 'get /v1/devices/{identifier}');
    await read(`/v1/devices/${PHONE}`, 'get /v1/devices/{identifier}', maker);
    await read(`/v1/devices/${PHONE}/journey`, 'get /v1/devices/{identifier}/journey');
    await read('/v1/devices', 'get /v1/devices');
    await read('/v1/devices', 'get /v1/devices', maker);
    await read('/v1/quarantine', 'get /v1/quarantine');
    await read('/v1/anomalies', 'get /v1/anomalies');
    await read('/v1/findings', 'get /v1/findings');
    await read('/v1/recalls', 'get /v1/recalls');
  });

  it('for metrics, projections and health', async () => {
    await read('/v1/metrics', 'get /v1/metrics');
    await read('/v1/metrics/devicesKnown?by=category', 'get /v1/metrics/{name}');
    await read('/v1/metrics/devicesKnown/explain', 'get /v1/metrics/{name}/explain');
    await read('/v1/projections', 'get /v1/projections');
    await read('/v1/log/anchor', 'get /v1/log/anchor');
    await read('/health/ready', 'get /health/ready');
    await read('/health/live', 'get /health/live');
    expectDeclared(await operator.get('/v1/metrics/happiness'), 404, 'get /v1/metrics/{name}');
  });

  it('for partners', async () => {
    const body = { id: 'new', name: 'New', roles: ['owner'], country: 'FR' };
    expectDeclared(await operator.post('/v1/partners', body), 201, 'post /v1/partners');
    expectDeclared(await operator.post('/v1/partners', body), 200, 'post /v1/partners');
    expectDeclared(await operator.post('/v1/partners/new/keys', {}), 201, 'post /v1/partners/{id}/keys');
    const delegation = { delegateId: 'refit' };
    expectDeclared(
      await operator.post('/v1/partners/new/delegations', delegation),
      201,
      'post /v1/partners/{id}/delegations',
    );
    expectDeclared(await operator.post('/v1/partners/new/suspend', {}), 200, 'post /v1/partners/{id}/suspend');
    expectDeclared(await operator.post('/v1/partners/new/reactivate', {}), 200, 'post /v1/partners/{id}/reactivate');
    await read('/v1/partners', 'get /v1/partners');
    await read('/v1/partners/refit', 'get /v1/partners/{id}', maker);
    expectDeclared(await maker.post('/v1/partners', body), 403, 'post /v1/partners');
  });

  it('for imports and mappings', async () => {
    const columns = [
      { column: 'sn', field: 'device', as: 'identifier:serial', within: { value: 'Northwind' } },
      { column: 'day', field: 'occurredAt', as: 'date', dateFormat: 'dd.MM.yyyy' },
    ];
    const mapping = { constants: [{ field: 'type', value: 'RefurbishmentStarted' }], columns };
    const declared = await refit.send('PUT', '/v1/mappings/bench', mapping);
    expectDeclared(declared, 201, 'put /v1/mappings/{name}');
    await read('/v1/mappings/bench', 'get /v1/mappings/{name}', refit);
    await read('/v1/mappings', 'get /v1/mappings', refit);
    const sent = await sendFile(refit, 'sn,day\nA1,01.03.2026\n', { type: CSV, mapping: 'bench' });
    expectDeclared(sent, 202, 'post /v1/imports');
    const { job } = await imported(refit, 'sn,day\nA1,99.03.2026\n', { type: CSV, mapping: 'bench' });
    await read(`/v1/imports/${job.id}`, 'get /v1/imports/{id}', refit);
    await read(`/v1/imports/${job.id}/results`, 'get /v1/imports/{id}/results', refit);
    await read('/v1/imports', 'get /v1/imports', refit);
  });
});
