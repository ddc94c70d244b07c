import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk } from './desk.js';
import { until } from './until.js';

const PHONE = 'imei:004401245678905';

let app: RunningApp;
let refurb: Desk;
let auditor: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  refurb = await Desk.open(app, 'refurb', ['refurbisher']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
});
afterAll(() => app.close());

const recovered = async () => (await auditor.get('/v1/metrics/partRecovery?period=year')).body.rows[0]?.value;

it('counts a part that was tested long after its donor was taken apart', async () => {
  await refurb.record(PHONE, 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
  const part = { slot: 'display', disposition: 'reuse', partId: 'd1' };
  await refurb.record(PHONE, 'PartRemoved', '2026-03-02T08:00:00Z', part);
  await refurb.record(PHONE, 'DeviceDismantled', '2026-03-02T09:00:00Z', {});
  await until(recovered, (value) => value === 0);
  const subject = { device: undefined, subject: 'part:refurb:d1' };
  await refurb.record('', 'PartTested', '2026-03-09T08:00:00Z', { partId: 'd1', result: 'pass' }, subject);
  expect(await until(recovered, (value) => value !== 0)).toBe(1);
});
