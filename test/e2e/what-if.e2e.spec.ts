import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { typed } from './cli-process.js';
import { Desk, pointersOf, type Row, rulesOf } from './desk.js';
import { invented } from './invented-factors.js';
import { refurbished, sold } from './sold-phones.js';
import { until } from './until.js';

let app: RunningApp;
let operator: Desk;
let auditor: Desk;

beforeAll(async () => {
  app = await RunningApp.start();
  operator = await Desk.open(app, 'ops', ['operator']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
  const refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  await refurbished(refurbisher, 0);
  await sold(refurbisher, 0);
  await until(
    () => read(),
    (rows) => rows[0]?.value === 49.2,
  );
});
afterAll(() => app.close());

const NAME = '/v1/metrics/avoidedImpactExpected';
const read = async (more = ''): Promise<Row[]> => (await auditor.get(`${NAME}?indicator=co2e${more}`)).body.rows;
const simulated = (body: object) => auditor.post(`${NAME}/simulate`, { filter: { indicator: ['co2e'] }, ...body });

describe('two sets over the same lives', () => {
  it('stand side by side, with the difference and why', async () => {
    const sets = 'factorSets=ademe-2022-final@1,backmarket-2024@1,impactco2-2025-11@1';
    const { body } = await auditor.get(`${NAME}/compare?${sets}&indicator=co2e`);
    expect(body.rows).toHaveLength(1);
    expect(body.rows[0]).toMatchObject({
      unit: 'kg CO2e',
      values: [
        { factorSet: 'ademe-2022-final@1', value: 49.2, lower: 0, upper: 49.2 },
        { factorSet: 'backmarket-2024@1', value: 77.201421 },
        { factorSet: 'impactco2-2025-11@1', value: null },
      ],
      differences: [
        { factorSet: 'backmarket-2024@1', than: 'ademe-2022-final@1', absolute: 28.001421, relative: 0.569135 },
        { absolute: null, why: ['impactco2-2025-11@1 does not know 1 lives: refurbishing-impact-unknown'] },
      ],
    });
    const [first] = body.sets as { why: { reason: string }[] }[];
    expect(first?.why.map(({ reason }) => reason)).toEqual(['functional-unit', 'basis', 'source']);
  });

  it('are told by the command line', async () => {
    const { printed } = await typed(
      ['factors', 'compare', 'avoidedImpactExpected', 'ademe-2022-final@1,backmarket-2024@1'],
      { CIRCULOG_URL: app.url, CIRCULOG_ADMIN_KEY: auditor.key },
    );
    expect(printed).toMatch(/co2e.*backmarket-2024@1 +77\.201 +28\.001 +kg CO2e/);
    expect(printed).toContain('functional-unit: ademe-2022-final@1 counts per device-use-year');
  });

  it('are two to five, and known', async () => {
    const one = await auditor.get(`${NAME}/compare?factorSets=ademe-2022-final@1`);
    expect([one.status, pointersOf(one)]).toEqual([422, ['/query/factorSets']]);
    expect((await auditor.get(`${NAME}/compare`)).status).toBe(422);
    const unknown = await auditor.get(`${NAME}/compare?factorSets=mine@1,backmarket-2024@1`);
    expect(rulesOf(unknown)).toEqual(['unknown-factor-set']);
  });
});

describe('a simulation', () => {
  it('says what would be with other years of use, displacement and factors, and all that was assumed', async () => {
    const { status, body, headers } = await simulated({
      lifetimes: [{ category: 'smartphone', refurbishedYears: '3' }],
      displacement: { lower: '0.4', central: '0.5', upper: '0.6' },
      factors: [
        { category: 'smartphone', indicator: 'co2e', amount: { central: '20' }, functionalUnit: 'device-use-year' },
      ],
    });
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      status: 'simulated',
      assumed: {
        factorSet: 'ademe-2022-final@1',
        displacement: { central: '0.5' },
        suppositions: { lifetimes: [{ refurbishedYears: '3' }] },
      },
      rows: [{ status: 'simulated', factorSet: 'ademe-2022-final@1, simulated', value: 30, lower: 24, upper: 36 }],
    });
    expect((await read())[0]).toMatchObject({ value: 49.2, status: 'provisional', factorSet: 'ademe-2022-final@1' });
  });

  it('refuses what is of another functional unit or basis, all of it at once', async () => {
    const wrong = await simulated({
      factorSet: 'backmarket-2024@1',
      lifetimes: [{ category: 'smartphone', refurbishedYears: '3' }],
      factors: [
        { category: 'smartphone', indicator: 'co2e', amount: { central: '2' }, functionalUnit: 'device-use-year' },
      ],
      intensities: [{ kind: 'energy', indicator: 'co2e', perUnit: '1' }],
    });
    expect([wrong.status, rulesOf(wrong)]).toEqual([
      422,
      ['functional-unit-differs', 'no-lifetimes-in-set', 'basis-differs'],
    ]);
    expect((await simulated({ displacement: { lower: '1', central: '0.5', upper: '1' } })).status).toBe(422);
    expect((await auditor.post('/v1/metrics/lives/simulate', {})).status).toBe(422);
    expect((await auditor.post('/v1/metrics/happiness/simulate', {})).status).toBe(404);
  });
});

describe('another default', () => {
  it('answers where no set is named, while values by name stay what they are', async () => {
    const before = await read('&factorSet=ademe-2022-final@1');
    expect((await auditor.post('/v1/factor-sets/backmarket-2024@1/default', {})).status).toBe(403);
    expect((await operator.post('/v1/factor-sets/backmarket-2024@1/default', {})).status).toBe(200);
    expect((await read())[0]).toMatchObject({ factorSet: 'backmarket-2024@1', value: 77.201421 });
    expect(await read('&factorSet=ademe-2022-final@1')).toEqual(before);
    const { items } = (await auditor.get('/v1/editions')).body;
    const defaults = items.filter((one) => one.default).map(({ edition, decidedBy }) => [edition, decidedBy]);
    expect(defaults).toEqual([['backmarket-2024@1', 'ops']]);
    expect((await auditor.get('/v1/metrics')).body.defaultFactorSet).toBe('backmarket-2024@1');
  });

  it('may be an imported one', async () => {
    await operator.post('/v1/factor-sets', invented(1));
    await operator.post('/v1/factor-sets/invented@1/default', {});
    expect((await read())[0]).toMatchObject({ factorSet: 'invented@1', value: null });
  });
});
