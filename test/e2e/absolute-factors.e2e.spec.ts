import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningApp } from '#api/testing';
import { boaviztaExtract } from '#impact/testing';
import { typed } from './cli-process.js';
import { Desk, type Row } from './desk.js';
import { invented } from './invented-factors.js';
import { phone, sold } from './sold-phones.js';
import { until } from './until.js';

let app: RunningApp;
let operator: Desk;
let auditor: Desk;
let refurbisher: Desk;

/** Taken in, given a new battery, boxed with a charger, carried 500 km, and sold over the counter on 1 January 2025. */
async function reused(index: number, { energyKWh, model = 'Alpha' }: { energyKWh?: number; model?: string }) {
  const name = phone(index);
  const described = { category: 'smartphone', brand: 'Fairphone', model, massKg: 0.18 };
  const battery = { slot: 'battery', origin: 'new_oem', massKg: 0.05 };
  const completed = { outcome: 'pass', ...(energyKWh === undefined ? {} : { energyKWh }) };
  const way = { statusCode: 'IT', mode: 'road', distanceKm: 500 };
  await refurbisher.record(name, 'DeviceRegistered', '2024-12-01T07:00:00Z', described);
  await refurbisher.record(name, 'TransportScanned', '2024-12-01T07:30:00Z', way);
  await refurbisher.record(name, 'DeviceReceived', '2024-12-01T08:00:00Z', { intakeReason: 'trade_in' });
  await refurbisher.record(name, 'PartInstalled', '2024-12-03T08:00:00Z', battery);
  await refurbisher.record(name, 'RefurbishmentCompleted', '2024-12-04T08:00:00Z', completed);
  await refurbisher.record(name, 'AccessoryAdded', '2024-12-05T08:00:00Z', { kind: 'charger', massKg: 0.1 });
  await refurbisher.record(name, 'PackagingUsed', '2024-12-05T09:00:00Z', { kind: 'box', massKg: 0.1 });
  await sold(refurbisher, index);
}

beforeAll(async () => {
  app = await RunningApp.start();
  operator = await Desk.open(app, 'ops', ['operator']);
  auditor = await Desk.open(app, 'watch', ['auditor']);
  refurbisher = await Desk.open(app, 'refit', ['refurbisher']);
  expect((await operator.post('/v1/factor-sets', invented(1))).status).toBe(201);
  await reused(0, { energyKWh: 2, model: 'Fairphone 4' });
  await until(
    () => rows('avoidedImpactExpected?indicator=co2e'),
    ([first]) => first?.value === 49.2,
  );
});
afterAll(() => app.close());

const rows = async (question: string): Promise<Row[]> => (await auditor.get(`/v1/metrics/${question}`)).body.rows;
const firstMonths = 'indicator=co2e&from=2025-01&to=2025-02';
const realised = (factorSet: string) => rows(`avoidedImpactRealised?${firstMonths}&factorSet=${factorSet}`);

/** Of two kilowatt hours, 50 g battery, 100 g charger, 100 g box, and 180 g over 500 km. */
const took = (perUnit: { energy: number; part: number; accessory: number; packaging: number; transport: number }) =>
  2 * perUnit.energy +
  0.05 * perUnit.part +
  0.1 * perUnit.accessory +
  0.1 * perUnit.packaging +
  0.18 * 500 * perUnit.transport;
const INVENTED = took({ energy: 1, part: 100, accessory: 10, packaging: 2, transport: 0.01 });
const IMPACTCO2 = took({ energy: 0.048, part: 15, accessory: 10, packaging: 1, transport: 0.0002 });
const digits = (value: number) => Math.round(value * 1e6) / 1e6;
const overDays = (days: number, perYear: number) => (days / 365.25) * perYear;

describe('a set of what new devices cause', () => {
  it('gives what the years in use avoid, less what the device’s own events say of refurbishing', async () => {
    const found = await realised('invented@1');
    expect(found.map(({ period, value }) => [period, value])).toEqual([
      ['2025-01', digits(overDays(31, 20) - INVENTED)],
      ['2025-02', digits(overDays(28, 20))],
    ]);
    expect(found[0]).toMatchObject({ coverage: { known: 1, unknown: 0 }, upper: 0, unit: 'kg CO2e' });
    expect(String(found[0]?.assumptions)).toContain('accessory, energy, packaging, part, transport');
  });

  it('gives what its own years of use are expected to avoid', async () => {
    const [row] = await rows('avoidedImpactExpected?indicator=co2e&factorSet=invented@1');
    expect(row).toMatchObject({ period: '2025-01', value: digits(2 * 20 - INVENTED), lower: 0 });
  });

  it('stands beside a set of published differences over the same events', async () => {
    const sets = 'factorSets=ademe-2022-final@1,impactco2-2025-11-refurbishing@1';
    const { body } = await auditor.get(`/v1/metrics/avoidedImpactRealised/compare?${sets}&${firstMonths}`);
    const perYear = 80.15525 / 2.5 - 0.2557;
    const [january] = body.rows as unknown as { values: Row[]; differences: { absolute: number }[] }[];
    const [ademe, impactco2] = [digits(overDays(31, 24.6)), digits(overDays(31, perYear) - IMPACTCO2)];
    expect(january?.values.map(({ value }) => value)).toEqual([ademe, impactco2]);
    expect(january?.differences[0]?.absolute).toBeCloseTo(impactco2 - ademe, 6);
  });

  it('explains what was done, device by device', async () => {
    const { body } = await auditor.get('/v1/metrics/avoidedImpactExpected/explain?factorSet=invented@1&input=material');
    expect(body.inputs).toMatchObject([
      { measure: 'reuseMaterial', amount: '250000', subjects: [{ amount: '250000' }] },
    ]);
  });

  it('changes with a part that is reported late, and is as before once that is retracted', async () => {
    const display = { slot: 'display', origin: 'new_aftermarket', massKg: 0.1 };
    const told = await refurbisher.record(phone(0), 'PartInstalled', '2024-12-03T09:00:00Z', display);
    const settled = (took: number) =>
      until(
        () => realised('invented@1'),
        ([january]) => january?.value === digits(overDays(31, 20) - took),
      );
    await settled(INVENTED + 10);
    const mistaken = { target: { eventId: told.body.eventId }, reason: 'did_not_occur' };
    await refurbisher.record(phone(0), 'EventRetracted', '2024-12-03T10:00:00Z', mistaken);
    await settled(INVENTED);
  });
});

describe('what is missing', () => {
  it('in a set is unknown, with the reason', async () => {
    const { intensities = [], ...rest } = invented(2);
    await operator.post('/v1/factor-sets', { ...rest, intensities: intensities.filter(({ kind }) => kind !== 'part') });
    const unknown = [{ reason: 'no-intensity-for-part', count: 1 }];
    for (const row of await realised('invented@2'))
      expect(row).toMatchObject({ value: null, coverage: { known: 0, reasons: unknown } });
    expect(await realised('impactco2-2025-11@1')).toMatchObject(
      Array(2).fill({ value: null, dimensions: { unknown: 'refurbishing-impact-unknown' } }),
    );
  });

  it('in the events of a device is unknown, beside the value of the others', async () => {
    await reused(1, {});
    const [january] = await until(
      () => realised('invented@1'),
      ([row]) => row?.coverage.unknown === 1,
    );
    expect(january).toMatchObject({
      value: digits(overDays(31, 20) - INVENTED),
      coverage: { known: 1, reasons: [{ reason: 'energy-not-reported', count: 1 }] },
    });
  });
});

describe('a set by model', () => {
  const cli = () => ({ CIRCULOG_URL: app.url, CIRCULOG_ADMIN_KEY: operator.key });
  const perYear = (49.9 / 5) * (1 - 0.248);

  it('of makers’ declarations takes what refurbishing causes from another set, and says so', async () => {
    const words = ['factors', 'import', boaviztaExtract('fr'), '--name', 'makers', '--refurbishing'];
    const wrong = await typed([...words, 'impactco2-2025-11@1'], cli());
    expect([wrong.code, wrong.noted]).toEqual([2, expect.stringContaining('does not say what refurbishing takes')]);
    await typed([...words, 'impactco2-2025-11-refurbishing@1'], cli());
    const [expected] = await rows('avoidedImpactExpected?indicator=co2e&factorSet=makers@1');
    expect(expected?.value).toBe(digits(2 * perYear - IMPACTCO2));
    const [january, february] = (await realised('makers@1')).filter(({ value }) => value !== null);
    expect(january?.value).toBe(digits(overDays(31, perYear) - IMPACTCO2));
    expect(february?.value).toBe(digits(overDays(28, perYear)));
    const { body } = await auditor.get('/v1/factor-sets/makers@1');
    expect(String(body.notes)).toContain('Of refurbishing, the figures of impactco2-2025-11-refurbishing@1.');
  });

  it('of makers’ declarations alone gives a value once somebody says what refurbishing takes', async () => {
    await typed(['factors', 'import', boaviztaExtract('us')], cli());
    const asked = { factorSet: 'boavizta@1', filter: { indicator: ['co2e'] }, from: '2025-02', to: '2025-02' };
    const figures = async (more: object) =>
      (await auditor.post('/v1/metrics/avoidedImpactRealised/simulate', { ...asked, ...more })).body.rows.map(
        ({ dimensions: { unknown }, value }) => unknown ?? value,
      );
    expect(await figures({})).toEqual(['refurbishing-impact-unknown']);
    const intensities = (invented(1).intensities ?? []).map(({ confirmation: _, source: __, ...one }) => one);
    expect(await figures({ intensities })).toEqual([digits(overDays(28, perYear)), 'no-factor']);
  });
});
