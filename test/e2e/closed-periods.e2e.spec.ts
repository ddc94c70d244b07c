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

it('a closed month is restated by another default factor set, and final still by the name of the one before', async () => {
  now = Date.parse('2025-01-20T09:00:00Z');
  app = await RunningApp.start({}, { clock });
  const { key: refurbisherKey } = await Desk.open(app, 'refit', ['refurbisher']);
  const { key: operatorKey } = await Desk.open(app, 'ops', ['operator']);
  const [refurbisher, operator] = [
    new Desk(() => app, 'refit', refurbisherKey),
    new Desk(() => app, 'ops', operatorKey),
  ];
  const told = async (more = '') => {
    const { body } = await operator.get(`/v1/metrics/avoidedImpactExpected?indicator=co2e${more}`);
    return body.rows.map(({ period, value, status }) => `${period} ${value} ${status}`);
  };
  const settled = (...expected: string[]) => until(told, (rows) => rows.join() === expected.join());
  const later = async (day: string) => {
    await app.application.close();
    now = Date.parse(`${day}T09:00:00Z`);
    app = await RunningApp.start({}, { clock, dataFolder: app.dataFolder });
  };
  await refurbished(refurbisher, 0);
  await refurbished(refurbisher, 1);
  await sold(refurbisher, 0);
  await later('2025-04-20');
  await sold(refurbisher, 1, '2025-02-10T00:00:00Z');
  await settled('2025-01 49.2 final', '2025-02 49.2 provisional');

  expect((await operator.post('/v1/factor-sets/backmarket-2024@1/default', {})).status).toBe(200);
  expect(await told()).toEqual(['2025-01 77.201421 restated', '2025-02 77.201421 provisional']);
  expect(await told('&factorSet=ademe-2022-final@1')).toEqual(['2025-01 49.2 final', '2025-02 49.2 provisional']);

  await later('2025-06-20');
  await settled('2025-01 77.201421 restated', '2025-02 77.201421 final');
  expect(await told('&factorSet=backmarket-2024@1')).toEqual(['2025-01 77.201421 final', '2025-02 77.201421 final']);
  expect(await told('&period=quarter')).toEqual(['2025-Q1 154.402843 final']);
});
