import { afterEach, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, type Row } from './desk.js';
import { refurbished, sold } from './sold-phones.js';
import { until } from './until.js';

let app: RunningApp;
let now = Date.parse('2025-01-20T09:00:00Z');
const clock = { now: () => now };
afterEach(() => app.close());

it('a month is provisional, final once it is closed, and restated by a fact that comes later', async () => {
  app = await RunningApp.start({}, { clock });
  const refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  const desk = new Desk(() => app, 'refit', refurbisher.key);
  const month = async (): Promise<Row[]> =>
    (await desk.get('/v1/metrics/gradeDistribution?by=partner&from=2025-01&to=2025-01')).body.rows;
  const settled = (status: string, numerator: number) =>
    until(month, ([row]) => row?.status === status && row.numerator === numerator);
  await refurbished(desk, 0);
  await refurbished(desk, 1);
  await sold(desk, 0);
  await settled('provisional', 1);

  await app.application.close();
  now = Date.parse('2025-04-20T09:00:00Z');
  app = await RunningApp.start({}, { clock, dataFolder: app.dataFolder });
  await settled('final', 1);

  await sold(desk, 1);
  const [restated] = await settled('restated', 2);
  expect(restated).toMatchObject({ period: '2025-01', value: 1, denominator: 2 });
});
