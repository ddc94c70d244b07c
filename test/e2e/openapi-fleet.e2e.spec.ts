import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { allFailures, deliveries, PARTNERS } from '#fleet';
import { declarations } from './declared-answers.js';
import { Desk } from './desk.js';

const UNTIL = '2026-06-30';
const BATCH = 500;
const clock = { now: () => Date.parse('2026-07-01T12:00:00Z') };

let app: RunningApp;
beforeAll(async () => {
  app = await RunningApp.start({}, { clock });
});
afterAll(() => app.close());

it('whatever happens to the devices of a fleet, their journeys are as the description of the API says', async () => {
  const asDeclared = await declarations();
  const operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
  const desks = await Promise.all(
    PARTNERS.map(({ id, roles, country, timeZone }) => Desk.open(app, id, roles, { country, timeZone })),
  );
  const told = [...deliveries({ seed: 'described', devices: 60, until: UNTIL, failures: allFailures(0.1) })];
  const devices = new Set<string>();
  for (const desk of desks) {
    const reports = told.filter(({ partner }) => partner === desk.id).map(({ report }) => report);
    for (let from = 0; from < reports.length; from += BATCH) {
      const answer = await desk.post('/v1/events/batch', reports.slice(from, from + BATCH));
      expect(asDeclared(answer, 'post /v1/events/batch')).toBeUndefined();
      const items = answer.body as unknown as { deviceId?: string }[];
      for (const { deviceId } of items) if (deviceId !== undefined) devices.add(deviceId);
    }
  }
  expect(devices.size).toBeGreaterThan(50);
  for (const id of devices) {
    for (const [below, operation] of [
      ['', 'get /v1/devices/{identifier}'],
      ['/journey', 'get /v1/devices/{identifier}/journey'],
    ] as const) {
      const answer = await operator.get(`/v1/devices/device:${id}${below}`);
      if (answer.status === 308) continue;
      expect(asDeclared(answer, operation)).toBeUndefined();
    }
  }
}, 120_000);
