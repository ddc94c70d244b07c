import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { Desk, type Row } from './desk.js';
import { EventStreamReader } from './event-stream-reader.js';
import { phone, refurbished, sold } from './sold-phones.js';
import { until } from './until.js';

interface Restated extends Row {
  metric: string;
  factorSet: string | null;
  from: Row | null;
  to: Row | null;
  cause: string;
  because: string[];
}

const IMEI = 'imei:004401245678905';
const FEED = '/v1/feeds/restatements/stream?after=start';

let app: RunningApp;
let now = Date.parse('2025-01-20T09:00:00Z');
const clock = { now: () => now };
let refit: Desk;
let operator: Desk;
let feed: EventStreamReader;
const recorded: Record<string, string> = {};

const restated = (reader = feed) => reader.events.map(({ data }) => data?.data as unknown as Restated);
const ids = (reader = feed) => reader.events.map(({ data }) => data?.id);

/** The row of the partner's own that is about this metric, with these dimensions, because of this event. */
async function told(metric: string, because: string, dimensions: object = {}): Promise<Restated> {
  const found = () =>
    restated().find(
      (row) =>
        row.metric === metric &&
        row.because.includes(because) &&
        Object.entries({ partner: 'refit', ...dimensions }).every(([name, value]) => row.dimensions[name] === value),
    );
  await feed.until(() => found() !== undefined);
  return found() as Restated;
}

async function reopened(): Promise<void> {
  feed?.cut();
  await app.application.close();
  app = await RunningApp.start({}, { clock, dataFolder: app.dataFolder });
  feed = await EventStreamReader.open(app, FEED, refit.key);
}

beforeAll(async () => {
  app = await RunningApp.start({}, { clock });
  refit = new Desk(() => app, 'refit', await app.partner('refit', ['refurbisher', 'recycler']));
  operator = new Desk(() => app, 'operator', TEST_ADMIN_KEY);
  for (const index of [0, 1, 2]) await refurbished(refit, index);
  const { body: grades } = await refit.get(`/v1/devices/${encodeURIComponent(phone(1))}/journey`);
  recorded.grade = String(grades.entries.find(({ event }) => event.type === 'GradeAssigned')?.eventId);
  await sold(refit, 0);
  await sold(refit, 1);
  await refit.record(phone(2), 'DeviceResold', '2025-01-05T08:00:00Z', { orderRef: 'o-2', country: 'DE' });
  const known = { category: 'smartphone', brand: 'Northwind', model: 'Alpha' };
  const absorbed = await refit.record(IMEI, 'DeviceRegistered', '2024-12-20T08:00:00Z', known);
  recorded.absorbed = String(absorbed.body.deviceId);
  now = Date.parse('2025-05-20T09:00:00Z');
  await reopened();
  await until(
    async () => (await refit.get('/v1/metrics/lives?by=partner&from=2025-01&to=2025-01')).body.rows as Row[],
    ([row]) => row?.status === 'final' && row.value === 3,
  );
});
afterAll(async () => {
  feed?.cut();
  await app.close();
});

describe('a closed month is restated, from what to what and because of which event, by', () => {
  it('a correction', async () => {
    const code = { scheme: 'backmarket', schemeVersion: '1', code: 'fair' };
    const corrected = await refit.record(
      phone(1),
      'GradeAssigned',
      '2024-12-03T08:00:00Z',
      { grade: code, method: 'manual' },
      { corrects: recorded.grade },
    );
    const because = String(corrected.body.eventId);
    expect(await told('gradeDistribution', because, { grade: 'GOOD' })).toMatchObject({
      period: '2025-01',
      from: { value: 1, numerator: 3 },
      to: { value: 0.666667, numerator: 2 },
      cause: 'events',
      because: [because],
    });
    const fair = await told('gradeDistribution', because, { grade: 'FAIR' });
    expect(fair).toMatchObject({ from: null, to: { value: 0.333333, numerator: 1 }, because: [because] });
  });

  it('a merge of two devices', async () => {
    const survivor = await refit.get(`/v1/devices/${encodeURIComponent(phone(0))}`);
    const { device: _, ...merge } = operator.report('', 'DevicesMerged', '2025-05-01T08:00:00Z', {
      survivorId: survivor.body.deviceId,
      absorbedId: recorded.absorbed,
    });
    const merged = await operator.post('/v1/events', merge);
    expect(merged.status).toBe(201);
    const because = String(merged.body.eventId);
    expect(await told('devicesKnown', because)).toMatchObject({
      period: '2024-12',
      from: { value: 4, numerator: 4 },
      to: { value: 3, numerator: 3 },
      cause: 'events',
      because: [because],
    });
  });

  it('a sale that was voided', async () => {
    const cancelled = await refit.record(phone(2), 'SaleCancelled', '2025-01-06T08:00:00Z', {
      orderRef: 'o-2',
      reason: 'out of stock',
    });
    const because = String(cancelled.body.eventId);
    expect(await told('lives', because)).toMatchObject({
      period: '2025-01',
      from: { value: 3 },
      to: { value: 2 },
      cause: 'events',
      because: [because],
    });
    expect(await told('avoidedImpactExpected', because, { indicator: 'co2e' })).toMatchObject({
      factorSet: 'ademe-2022-final@1',
      from: { value: 147.6 },
      to: { value: 98.4 },
    });
  });

  it('another default factor set', async () => {
    expect((await operator.post('/v1/factor-sets/backmarket-2024@1/default', undefined)).status).toBe(200);
    const chosen = () =>
      restated().find(({ cause, dimensions }) => cause === 'factor-set' && dimensions.indicator === 'co2e');
    await feed.until(() => chosen() !== undefined);
    const row = chosen() as Restated;
    expect(row).toMatchObject({
      metric: 'avoidedImpactExpected',
      period: '2025-01',
      formerFactorSet: 'ademe-2022-final@1',
      factorSet: 'backmarket-2024@1',
      from: { value: 98.4 },
      to: { value: 154.402843 },
    });
    const event = await operator.get(`/v1/events/${row.because[0]}`);
    expect(event.body).toMatchObject({
      type: 'EditionActivated',
      data: { edition: 'backmarket-2024@1', default: true },
    });
  });

  it('another mass put on a national market', async () => {
    const stated = async (edition: number, masses: Record<number, string>) => {
      const taken = await operator.post('/v1/put-on-market', {
        ...{ name: 'register', edition, title: 'Put on the market', source: 'invented' },
        ...{ published: '2025', licence: 'none', notes: [] },
        masses: Object.entries(masses).map(([year, massKg]) => {
          return { country: 'DE', year: Number(year), weeeCategory: '6', massKg };
        }),
      });
      expect(taken.status).toBe(201);
    };
    const byMasses = () => restated().filter(({ cause, to }) => cause === 'put-on-market' && to !== null);
    const waste = { channel: 'municipal', massKg: 0.18 };
    const collected = await refit.record(IMEI, 'CollectedAsWaste', '2024-12-21T08:00:00Z', waste);
    await told('weeeCollectionRate', String(collected.body.eventId));
    await stated(1, { 2021: '1', 2022: '2', 2023: '3' });
    await feed.until(() => byMasses().length === 1);
    await stated(2, { 2023: '6' });
    await feed.until(() => byMasses().length === 2);
    expect(byMasses()).toMatchObject([
      { period: '2024', edition: 'register@1', from: null, to: { value: 0.09, denominator: 2 } },
      { period: '2024', edition: 'register@2', from: { value: 0.09 }, to: { value: 0.06, denominator: 3 } },
    ]);
    const event = await operator.get(`/v1/events/${byMasses()[1]?.because[0]}`);
    expect(event.body).toMatchObject({ type: 'EditionActivated', data: { edition: 'register@2' } });
  });

  it('the same again for whoever reads from the start, in a new process as well', async () => {
    const before = ids();
    await reopened();
    await feed.until(() => ids().length >= before.length);
    expect(ids()).toEqual(before);
  });
});
