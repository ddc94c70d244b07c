import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { Desk, pointersOf, type Row, rulesOf } from './desk.js';
import { phone, refurbished, sold } from './sold-phones.js';
import { until } from './until.js';

let app: RunningApp;
let refurbisher: Desk;
let recycler: Desk;
let auditor: Desk;
let sale: string;

beforeAll(async () => {
  app = await RunningApp.start();
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  recycler = await Desk.open(app, 'remetal', ['recycler']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
  await refurbished(refurbisher, 0);
  await refurbished(refurbisher, 1);
  await refurbished(refurbisher, 2, 'fair');
  await refurbisher.record(phone(3), 'DeviceRegistered', '2024-12-01T07:00:00Z', { category: 'smartphone' });
  await refurbisher.record(phone(3), 'DeviceReceived', '2024-12-05T08:00:00Z', { intakeReason: 'trade_in' });
  await sold(refurbisher, 0);
  sale = String((await sold(refurbisher, 1)).body.eventId);
  await sold(refurbisher, 2, '2025-04-01T00:00:00Z');
  await rows(
    'gradeDistribution?by=partner&period=year',
    (all) => numeratorOf(all, { grade: 'GOOD' }) === 2 && all.length === 2,
  );
});
afterAll(() => app.close());

const read = async (question: string, desk = auditor): Promise<Row[]> =>
  (await desk.get(`/v1/metrics/${question}`)).body.rows;
const rows = (question: string, good: (rows: Row[]) => boolean) => until(() => read(question), good);
const rowOf = (all: Row[], dimensions: Record<string, string>) =>
  all.find((row) => Object.entries(dimensions).every(([name, value]) => row.dimensions[name] === value));
const numeratorOf = (all: Row[], dimensions: Record<string, string>) => rowOf(all, dimensions)?.numerator;

describe('the definitions', () => {
  it('say of every metric of the issue what it is, and of every factor set where it is from', async () => {
    const { body } = await auditor.get('/v1/metrics');
    for (const item of body.items) {
      expect(item).toMatchObject({
        name: expect.stringMatching(/^[a-z][A-Za-z]+$/),
        formula: expect.any(String),
        unit: expect.any(String),
        source: expect.any(String),
        periods: expect.any(Array),
        dimensions: expect.any(Array),
      });
    }
    expect(body.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'devicesKnown',
        'averageLives',
        'lifeExtension',
        'cycleOutcomes',
        'firstPassYield',
        'gradeDistribution',
        'turnaround',
        'returnRate',
        'erasureCoverage',
        'custodyCoverage',
        'weeeReuseRecyclingRate',
        'weeeRecoveryRate',
        'fleetCollectionRate',
        'avoidedImpactExpected',
        'avoidedImpactRealised',
      ]),
    );
    expect(body.factorSets).toHaveLength(4);
  });
});

describe('a value', () => {
  it('carries numerator, denominator, unit, method, factor set, status and coverage', async () => {
    const all = await read('cycleOutcomes?by=partner');
    expect(rowOf(all, { outcome: 'refurbished' })).toEqual({
      dimensions: { outcome: 'refurbished', partner: 'refit' },
      period: '2024-12',
      value: 1,
      numerator: 3,
      denominator: 3,
      unit: 'share',
      method: 'cycleOutcomes@1',
      factorSet: null,
      status: 'provisional',
      coverage: { known: 3, unknown: 1, reasons: [{ reason: 'cycle-open', count: 1 }] },
    });
    expect(rowOf(all, { unknown: 'cycle-open' })).toMatchObject({ value: null, numerator: 1 });
  });

  it('of avoided impact names its factor set, assumptions and bounds, and is unknown where there is no factor', async () => {
    const question = 'avoidedImpactRealised?by=partner&period=year&from=2025&to=2025&model=Northwind:Alpha';
    const all = await read(question);
    const usedSeconds = (2 * 365 + 275) * 86_400;
    const years = usedSeconds / (365.25 * 86_400);
    const co2e = rowOf(all, { indicator: 'co2e' });
    expect(co2e).toMatchObject({ unit: 'kg CO2e', factorSet: 'ademe-2022-final@1', lower: 0, upper: co2e?.value });
    expect(co2e?.value).toBeCloseTo(years * 24.6, 5);
    expect(co2e?.numerator).toBeCloseTo(years, 5);
    expect(co2e?.assumptions).toEqual([expect.stringContaining('displacement 1')]);
    expect(rowOf(all, { indicator: 'water' })).toMatchObject({
      value: null,
      dimensions: { unknown: 'no-factor' },
      coverage: { known: 0, unknown: 3 },
    });
    const perDevice = await read('avoidedImpactExpected?period=year&from=2025&to=2025&factorSet=backmarket-2024@1');
    expect(rowOf(perDevice, { indicator: 'co2e' })).toMatchObject({ factorSet: 'backmarket-2024@1', numerator: 3 });
  });

  it('is grouped by dimension, month, quarter and year', async () => {
    const periods = async (period: string) =>
      (await read(`gradeDistribution?by=model&period=${period}`)).map((row) => [
        row.period,
        row.dimensions.grade,
        row.numerator,
      ]);
    expect(await periods('month')).toEqual([
      ['2025-01', 'GOOD', 2],
      ['2025-04', 'FAIR', 1],
    ]);
    expect(await periods('quarter')).toEqual([
      ['2025-Q1', 'GOOD', 2],
      ['2025-Q2', 'FAIR', 1],
    ]);
    expect((await periods('year')).sort()).toEqual([
      ['2025', 'FAIR', 1],
      ['2025', 'GOOD', 2],
    ]);
    expect(await read('gradeDistribution?from=2025-Q2&to=2025-Q2')).toHaveLength(1);
    expect(await read('gradeDistribution?by=model&model=Northwind:Beta')).toEqual([]);
    expect(
      (await read('turnaround?period=year')).map(({ dimensions, value }) => [dimensions.statistic, value]),
    ).toEqual([
      ['p50', 4_320],
      ['p90', 4_320],
    ]);
  });

  it('is explained down to the devices and events behind it', async () => {
    const { body } = await auditor.get('/v1/metrics/gradeDistribution/explain?from=2025-01&to=2025-01');
    const inputs = body.inputs as { subjects: { deviceId: string; events: string[] }[] }[];
    const events = inputs.flatMap(({ subjects }) => subjects.flatMap((subject) => subject.events));
    expect(events).toContain(sale);
    const { body: event } = await auditor.get(`/v1/events/${sale}`);
    expect(inputs.flatMap(({ subjects }) => subjects.map(({ deviceId }) => deviceId))).toContain(event.deviceId);
    const asked = '/v1/metrics/gradeDistribution/explain?period=year&from=2025&to=2025&grade=FAIR';
    const shares = (await auditor.get(asked)).body.inputs as { input: string; amount: string; subjects: object[] }[];
    expect(shares.map(({ input, amount, subjects }) => [input, amount, subjects.length])).toEqual([
      ['count', '3', 3],
      ['unknown', '0', 0],
      ['countSelected', '1', 1],
    ]);
    const first = await auditor.get('/v1/metrics/devicesKnown/explain?limit=1');
    const [amount] = first.body.inputs as { subjects: unknown[]; next?: string }[];
    expect([amount?.subjects.length, typeof amount?.next]).toEqual([1, 'string']);
  });

  it('shows a partner its own rows, and no totals that show single partners', async () => {
    expect((await read('gradeDistribution?by=partner', refurbisher)).length).toBeGreaterThan(0);
    expect(await read('gradeDistribution?by=partner', recycler)).toEqual([]);
    const total = await recycler.get('/v1/metrics/gradeDistribution');
    expect([total.body.rows, Number(total.body.withheld) > 0]).toEqual([[], true]);
    expect((await recycler.get('/v1/metrics/gradeDistribution?partner=refit')).status).toBe(403);
    const explained = await recycler.get('/v1/metrics/gradeDistribution/explain');
    expect(JSON.stringify(explained.body)).not.toContain(sale);
  });

  it('is refused with everything that does not fit', async () => {
    expect((await auditor.get('/v1/metrics/happiness')).status).toBe(404);
    expect((await auditor.get('/v1/metrics/happiness/explain')).status).toBe(404);
    const wrong = await auditor.get('/v1/metrics/lives?by=colour&size=5&factorSet=ademe-2022-final@1');
    expect([wrong.status, pointersOf(wrong)]).toEqual([422, ['/query/by', '/query/size', '/query/factorSet']]);
    for (const question of [
      'period=week',
      'from=yesterday',
      'from=2025-13',
      'from=2026-01&to=2025-01',
      'factorSet=mine@1',
    ]) {
      const told = await auditor.get(`/v1/metrics/avoidedImpactExpected?${question}`);
      expect([question, told.status, rulesOf(told).length]).toEqual([question, 422, 1]);
    }
    const across = await auditor.get('/v1/metrics/avoidedImpactExpected?by=partner,seller');
    expect(across.status).toBe(422);
    expect((await auditor.get('/v1/metrics/fleetCollectionRate?period=month')).status).toBe(422);
  });
});

describe('a reader that insists on what was recorded', () => {
  it('waits for it, and is told how current the values are', async () => {
    const { body: device } = await auditor.get(`/v1/devices/${phone(0)}/journey`);
    const position = encodeURIComponent(String(device.knownAt));
    for (const below of ['', '/explain']) {
      const told = await auditor.get(`/v1/metrics/devicesKnown${below}?minPosition=${position}`);
      expect([told.status, told.body.asOfPosition]).toEqual([200, expect.stringMatching(/^[0-9a-f]+:\d+$/)]);
      const foreign = await auditor.get(`/v1/metrics/devicesKnown${below}?minPosition=0123456789ab:5`);
      expect([foreign.status, rulesOf(foreign)]).toEqual([410, ['foreign-position']]);
    }
  });
});

describe('facts that come late', () => {
  it('change the value of the month that they are about: a sale that was voided, and one that was restored', async () => {
    const good = () => read('gradeDistribution?by=partner&from=2025-01&to=2025-01');
    const retract = async (eventId: unknown) =>
      refurbisher.record(phone(1), 'EventRetracted', '2025-01-05T08:00:00Z', {
        target: { eventId },
        reason: 'did_not_occur',
      });
    const { body } = await retract(sale);
    await until(good, (all) => numeratorOf(all, { grade: 'GOOD' }) === 1);
    const impact = await rows(
      'avoidedImpactExpected?by=partner&period=year&from=2025&to=2025',
      (all) => rowOf(all, { indicator: 'co2e' })?.coverage.known === 2,
    );
    expect(rowOf(impact, { indicator: 'co2e' })?.numerator).toBe(2);
    await retract(body.eventId);
    await until(good, (all) => numeratorOf(all, { grade: 'GOOD' }) === 2);
  });

  it('and a late sale counts in its own month, closing the cohort of the intake', async () => {
    await refurbisher.record(phone(3), 'GradeAssigned', '2024-12-20T08:00:00Z', {
      grade: { scheme: 'backmarket', schemeVersion: '1', code: 'fair' },
      method: 'manual',
    });
    await sold(refurbisher, 3, '2025-01-20T10:00:00Z');
    const all = await rows(
      'cycleOutcomes?by=partner&period=month',
      (one) => numeratorOf(one, { outcome: 'resold_as_is' }) === 1,
    );
    expect(rowOf(all, { outcome: 'refurbished' })).toMatchObject({ value: 0.75, numerator: 3, denominator: 4 });
    expect(rowOf(all, { outcome: 'resold_as_is' })).toMatchObject({ value: 0.25, coverage: { unknown: 0 } });
  });
});
