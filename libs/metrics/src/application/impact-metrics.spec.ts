import { describe, expect, it } from '@jest/globals';
import type { Journey, Life, Waste } from '#lifecycle/domain';
import { aJourney, aLife, aSale, at, MemoryMeasures } from '../testing/index.js';
import { vectors } from '../testing/metric-vectors.js';
import { MetricQuery } from './metric-query.service.js';
import type { MetricRequest, MetricRow } from './metric-request.js';

async function ask(journeys: Journey[], day: string, request: Omit<MetricRequest, 'scope'>): Promise<MetricRow[]> {
  const measures = new MemoryMeasures(journeys, day);
  const answer = await new MetricQuery(measures, measures).query({ ...request, scope: { kind: 'all' } });
  if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.errors));
  return answer.rows;
}

/** Sold again on the day, with its first life long ago. */
const resold = (on: string, windowEndsOn: string, life: Partial<Life> = {}, category = 'smartphone') =>
  aJourney({
    description: { category, massMg: 180_000 },
    sales: [aSale(on)],
    lives: [aLife(1, '2020-01-01', '2020-01-31'), aLife(2, on, windowEndsOn, life)],
  });
const co2e = { indicator: ['co2e'] };

describe('avoided impact, expected', () => {
  const name = 'avoidedImpactExpected';
  const phone = resold('2026-01-10', '2026-02-09');

  it('counts the factor set’s years of use in the month of opening', async () => {
    const [row] = await ask([phone], '2026-06-30', { name, filter: co2e });
    expect(row).toMatchObject({
      dimensions: { indicator: 'co2e', outcome: 'refurbished' },
      period: '2026-01',
      value: vectors.kpi.avoided_per_use_year!.out,
      numerator: 1,
      unit: 'kg CO2e',
      factorSet: 'ademe-2022-final@1',
      coverage: { known: 1, unknown: 0 },
      lower: 0,
      upper: 49.2,
    });
    expect(row?.assumptions?.join()).toContain('displacement 1');
  });

  it('takes the displacement that was asked for, says so, and keeps the bounds', async () => {
    const [row] = await ask([phone], '2026-06-30', { name, filter: co2e, displacement: '0.5' });
    expect(row).toMatchObject({ value: 24.6, lower: 0, upper: 49.2 });
    expect(row?.assumptions?.[0]).toMatch(/^displacement 0\.5, as asked/);
  });

  it('counts at once per device with a set per device, on all four indicators', async () => {
    const rows = await ask([phone], '2026-06-30', { name, factorSet: 'backmarket-2024@1' });
    expect(rows.map(({ dimensions, value, unit }) => [dimensions.indicator, value, unit])).toEqual([
      ['co2e', 77.201421, 'kg CO2e'],
      ['ewaste', 0.177879, 'kg'],
      ['rawMaterials', 242.708205, 'kg'],
      ['water', 76503.172155, 'L'],
    ]);
  });

  it('is unknown with a set that knows only new devices, with the reason', async () => {
    const rows = await ask([phone], '2026-06-30', { name, filter: co2e, factorSet: 'impactco2-2025-11@1' });
    expect(rows).toMatchObject([
      { dimensions: { unknown: 'refurbishing-impact-unknown' }, value: null, numerator: 1, coverage: { known: 0 } },
    ]);
  });

  it('never fills in a category without a factor', async () => {
    const tablet = resold('2026-01-12', '2026-02-11', {}, 'tablet');
    const rows = await ask([phone, tablet], '2026-06-30', { name, filter: co2e });
    expect(rows).toMatchObject([
      { value: 49.2, coverage: { known: 1, unknown: 1, reasons: [{ reason: 'no-factor', count: 1 }] } },
      { dimensions: { unknown: 'no-factor' }, value: null, numerator: 1 },
    ]);
  });

  it('waits for the end of the return window', async () => {
    const rows = await ask([phone], '2026-02-08', { name, filter: co2e });
    expect(rows.at(-1)).toMatchObject({ dimensions: { unknown: 'return-window-open' }, value: null });
    expect(rows.map(({ value }) => value ?? 0)).toEqual(rows.map(() => 0));
  });

  it('adds up over partners to the total', async () => {
    const other = resold('2026-01-15', '2026-02-14', { refurbisher: 'other' });
    const rows = await ask([phone, phone, other], '2026-06-30', { name, filter: co2e, by: ['partner'] });
    expect(rows.map(({ dimensions, value }) => [dimensions.partner, value])).toEqual([
      ['other', 49.2],
      ['refurb', 98.4],
    ]);
  });
});

describe('avoided impact, realised', () => {
  const name = 'avoidedImpactRealised';
  const perSecond = 24.6 / 31_557_600;
  const kg = (days: number) => Math.round(days * 86_400 * perSecond * 1e6) / 1e6;

  it('accrues by calendar month of use, up to the last closed day', async () => {
    const rows = await ask([resold('2026-01-11', '2026-02-10')], '2026-03-10', { name, filter: co2e });
    expect(rows.map(({ period, value }) => [period, value])).toEqual([
      ['2026-01', kg(21)],
      ['2026-02', kg(28)],
      ['2026-03', kg(10)],
    ]);
    expect(rows.at(-1)?.assumptions).toContain('1 open lives counted to the end of 2026-03-10');
  });

  it('says of each group how many of its lives go on', async () => {
    const other = resold('2026-01-15', '2026-02-14', { refurbisher: 'other' });
    const ended = resold('2026-01-15', '2026-02-14', { refurbisher: 'other', closedAt: at('2026-03-05') });
    const lives = [resold('2026-01-11', '2026-02-10'), resold('2026-03-01', '2026-03-08'), other, ended];
    const rows = await ask(lives, '2026-03-10', { name, filter: co2e, by: ['partner'], from: '2026-03' });
    expect(rows.map(({ dimensions, assumptions }) => [dimensions.partner, assumptions?.[1]])).toEqual([
      ['other', '1 open lives counted to the end of 2026-03-10'],
      ['refurb', '2 open lives counted to the end of 2026-03-10'],
    ]);
  });

  it('stops with the life, and while the device is away for repair', async () => {
    const story = { closedAt: at('2026-02-21'), pauses: [{ from: at('2026-02-01'), until: at('2026-02-06') }] };
    const rows = await ask([resold('2026-01-11', '2026-02-10', story)], '2026-06-30', { name, filter: co2e });
    expect(rows.map(({ period, value }) => [period, value])).toEqual([
      ['2026-01', kg(21)],
      ['2026-02', kg(15)],
    ]);
  });

  it('of a life opened long ago starts with the months that were asked for', async () => {
    const asked = { name, filter: co2e, from: '2026-05', to: '2026-05' };
    const rows = await ask([resold('2025-01-11', '2025-02-10')], '2026-06-30', asked);
    expect(rows).toMatchObject([{ period: '2026-05', value: kg(31), coverage: { known: 1 } }]);
  });

  it('is unknown with sets that do not count per year of use', async () => {
    const asked = { name, filter: co2e, factorSet: 'backmarket-2024@1', period: 'year' as const };
    const rows = await ask([resold('2026-01-11', '2026-02-10')], '2026-06-30', asked);
    expect(rows).toMatchObject([{ dimensions: { unknown: 'set-has-no-factor-per-year-of-use' }, value: null }]);
  });
});

describe('waste', () => {
  const kilograms = (mass: number) => mass * 1_000_000;
  const became = { eventId: 'w', at: at('2025-03-01'), partner: 'rec', massMg: kilograms(vectors.weee.collected!) };
  const route = (name: 'recycling' | 'energy_recovery' | 'landfill', mass: number | undefined) => ({
    eventId: name,
    at: at('2026-01-01'),
    partner: 'rec',
    material: 'mixed',
    massMg: kilograms(mass ?? Number.NaN),
    route: name,
    massBasis: 'measured' as const,
  });
  const waste: Waste = {
    becameWeee: became,
    collected: { eventId: 'c', at: at('2025-03-01'), collector: 'rec', massMg: became.massMg },
    preparedForReuse: {
      eventId: 'r',
      at: at('2025-04-01'),
      partner: 'rec',
      massMg: kilograms(vectors.weee.prep_reuse!),
    },
    outputs: [
      route('recycling', vectors.weee.recycled),
      route('energy_recovery', vectors.weee.energy),
      route('landfill', vectors.weee.disposed),
    ],
  };
  const soldNew = vectors.weee.pom.map((mass, index) =>
    aJourney({
      description: { category: 'laptop', massMg: kilograms(mass) },
      sales: [aSale(`${2022 + index}-06-01`, { kind: 'new' })],
    }),
  );

  it.each([
    ['weeeReuseRecyclingRate', vectors.weee.reuse_recycling_rate],
    ['weeeRecoveryRate', vectors.weee.recovery_rate],
  ])('%s follows the cohort into later years', async (name, value) => {
    const rows = await ask([aJourney({ waste })], '2026-06-30', { name });
    expect(rows).toMatchObject([
      { period: '2025-03', value, denominator: vectors.weee.collected, coverage: { known: 1 } },
    ]);
  });

  it('collection is set against the mean of three years of sales', async () => {
    const asked = { name: 'fleetCollectionRate', from: '2025', to: '2025' };
    const rows = await ask([aJourney({ waste }), ...soldNew], '2026-06-30', asked);
    expect(rows).toMatchObject([
      { period: '2025', value: vectors.weee.collection_rate, numerator: 1000, denominator: 2500 },
    ]);
  });

  it('collection is unknown while one of the three years has no sales', async () => {
    const rows = await ask([aJourney({ waste }), ...soldNew.slice(1)], '2026-06-30', { name: 'fleetCollectionRate' });
    expect(rows).toMatchObject([{ dimensions: { unknown: 'no-sales-in-one-of-the-three-years-before' }, value: null }]);
  });
});
