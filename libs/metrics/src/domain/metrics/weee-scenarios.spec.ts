import { describe, expect, it } from '@jest/globals';
import { aJourney, aSale, at, evaluated, told } from '../../testing/index.js';
import { vectors } from '../../testing/metric-vectors.js';

const kilograms = (mass: number) => mass * 1_000_000;
const soldNew = (year: number, massMg?: number) =>
  aJourney({
    description: { category: 'laptop', ...(massMg === undefined ? {} : { massMg }) },
    sales: [aSale(`${year}-06-01`, { kind: 'new' })],
  });

describe('WEEE forecast', () => {
  const { POM, weee_by_age: expected } = vectors.weibull;
  const asked = { from: '2020-01', to: '2027-12', evaluationDay: '2021-12-31' };

  it('spreads a year’s sales over the years after it', async () => {
    const rows = await evaluated([soldNew(2020, kilograms(POM))], 'weeeForecast', asked);
    expect(rows.map(({ period }) => period)).toEqual(expected.map((_, age) => String(2020 + age)));
    expect(rows.map(({ value }) => Math.round((value ?? 0) * 1000) / 1000)).toEqual(expected);
  });

  it('adds up years of sale, says that it is a scenario, and has bounds', async () => {
    const rows = await evaluated([soldNew(2020, kilograms(POM)), soldNew(2021, kilograms(POM))], 'weeeForecast', asked);
    const [first = 0, second = 0] = expected;
    expect(rows[1]?.value).toBeCloseTo(first + second, 2);
    expect(rows[1]?.known).toBe(2);
    expect(rows[0]?.known).toBe(1);
    expect(rows[1]?.assumptions?.join()).toContain('scenario waste-scenario@1, no observation');
    for (const { lower = 0, value, upper = 0 } of rows) {
      expect(lower).toBeLessThanOrEqual(value ?? Number.NaN);
      expect(upper).toBeGreaterThanOrEqual(value ?? Number.NaN);
    }
  });

  it('looks ten years ahead unless asked', async () => {
    const rows = await told([soldNew(2020, kilograms(1))], 'weeeForecast', { evaluationDay: '2021-12-31' });
    expect(rows).toHaveLength(12);
  });

  it('ends when nothing is left, however far it is asked for', async () => {
    const story = [soldNew(2020, kilograms(POM)), soldNew(2022, kilograms(POM))];
    const rows = await evaluated(story, 'weeeForecast', { from: '0001-01', to: '9999-12' });
    expect(rows.map(({ period }) => period)).toEqual(Array.from({ length: 53 }, (_, index) => String(2020 + index)));
    expect(rows.at(-1)).toMatchObject({ value: 0, upper: 0, known: 2 });
  });

  it('shows what was sold of unknown mass', async () => {
    expect(await told([soldNew(2020)], 'weeeForecast', asked)).toEqual(['mass-unknown: 1']);
  });
});

describe('fleet e-waste recycling rate', () => {
  const massMg = kilograms(vectors.weee.collected ?? 0);
  const event = { eventId: 'w', at: at('2025-03-01'), massMg };
  const waste = {
    becameWeee: { ...event, partner: 'rec' },
    collected: { ...event, collector: 'rec' },
    outputs: [
      {
        eventId: 'o',
        at: at('2026-01-01'),
        partner: 'rec',
        material: 'mixed',
        massMg: (massMg * 7) / 10,
        route: 'recycling' as const,
        massBasis: 'measured' as const,
      },
    ],
  };
  const sold = vectors.weee.pom.map((mass, index) => soldNew(2022 + index, kilograms(mass)));

  it('is collection times reuse and recycling', async () => {
    const rows = await told([aJourney({ waste }), ...sold], 'fleetEwasteRecyclingRate');
    expect(rows).toEqual([String(vectors.weee.eurostat_recycling_rate_of_ewaste)]);
    const byPartner = await told([aJourney({ waste }), ...sold], 'fleetEwasteRecyclingRate', { by: ['partner'] });
    expect(byPartner).toEqual([`rec ${vectors.weee.eurostat_recycling_rate_of_ewaste}`]);
  });

  it('is unknown where nothing became waste', async () => {
    const collected = aJourney({ waste: { collected: waste.collected, outputs: [] } });
    expect(await told([collected, ...sold], 'fleetEwasteRecyclingRate')).toEqual(['nothing-became-waste: 1']);
  });
});
