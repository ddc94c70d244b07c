import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';

let app: RunningApp;
let key: string;

beforeAll(async () => {
  app = await RunningApp.start();
  key = await app.partner('refit', ['refurbisher']);
});
afterAll(() => app.close());

const report = {
  device: 'serial:Northwind:KEYED',
  type: 'DeviceReceived',
  occurredAt: '2026-02-01T08:00:00Z',
  reference: 'keyed-1',
  data: { intakeReason: 'trade_in' },
};
const post = (body: object | null, idempotencyKey: string) =>
  app.send('POST', '/v1/events', { key, body, headers: { 'idempotency-key': idempotencyKey } });

describe('an Idempotency-Key beside a reference', () => {
  it('brings the first answer again, status and all', async () => {
    const first = await post(report, 'k-1');
    const again = await post(report, 'k-1');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('x-log-position')).toBe(first.headers.get('x-log-position'));
    expect((await post(report, 'k-2')).status).toBe(200);
  });

  it('is refused with another report, of which nothing is recorded', async () => {
    const other = { ...report, reference: 'keyed-2', occurredAt: '2026-02-02T08:00:00Z' };
    const told = await post(other, 'k-1');
    expect(told.status).toBe(409);
    expect(told.body).toMatchObject({ errors: [{ rule: 'idempotency-key-used' }] });
    expect((await app.send('GET', '/v1/events?reference=keyed-2', { key })).status).toBe(404);
    expect((await post(other, 'k-3')).status).not.toBe(409);
  });

  it('beside no report at all is told what is missing', async () => {
    expect([400, 422]).toContain((await post(null, 'k-4')).status);
  });
});
