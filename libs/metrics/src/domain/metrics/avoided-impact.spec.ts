import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AbsoluteByStageSet, Intensity } from '#impact/domain';
import { dayOf, type JsonObject, MICROS_PER_DAY } from '#kernel';
import { foldJourney, type Journey } from '#lifecycle/domain';
import { completed, DEVICE, delivered, received, registered, resold, scanned, tell } from '#lifecycle/testing';
import { at } from '../../testing/a-journey.js';
import { evaluated, told } from '../../testing/evaluated.js';
import { PERIODS } from '../period.js';

const intensity = (kind: Intensity['kind'], perUnit: string, of?: string): Intensity => ({
  kind,
  ...(of === undefined ? {} : { of }),
  indicator: 'co2e',
  perUnit,
  confirmation: kind === 'energy' ? 'source' : 'unconfirmed',
  source: 'this spec',
});

/** A new phone of 36.5 kg over a year, of which 0.5 kg are use; round figures of what refurbishing takes. */
const byStage: AbsoluteByStageSet = {
  name: 'round',
  edition: 1,
  title: 'Round figures',
  source: 'this spec',
  published: '2026',
  licence: 'none',
  notes: [],
  basis: 'absolute_by_stage',
  functionalUnit: 'device',
  stages: [
    {
      category: 'smartphone',
      indicator: 'co2e',
      construction: '30',
      distribution: '5',
      usePerYear: '0.5',
      endOfLife: '1',
      defaultYears: '1',
    },
  ],
  lifetimes: [
    { category: 'smartphone', newYears: '1', refurbishedYears: '2', confirmation: 'unconfirmed', source: 'this spec' },
  ],
  intensities: [intensity('energy', '0.5'), intensity('part', '100', 'battery'), intensity('transport', '0.001')],
};

const refurb = { by: 'refurb', roles: ['refurbisher'] as const };

interface Story {
  category?: string;
  model?: string;
  energyKWh?: number;
  distanceKm?: number | undefined;
  part?: JsonObject;
  more?: ReturnType<typeof tell>[];
}

/** Seen used first, refurbished with 2 kWh, carried 500 km at 0.2 kg, and in its buyer's hands from 1 March 2026 on. */
const phone = ({
  category = 'smartphone',
  model = 'One',
  part,
  energyKWh = 2,
  more = [],
  ...way
}: Story = {}): Journey => {
  const { distanceKm = 500 } = way;
  const events = [
    registered('2026-01-01 08:00', { category, brand: 'Acme', model, massKg: 0.2 }),
    received('2026-01-02 08:00'),
    ...(part === undefined ? [] : [tell('PartInstalled', '2026-01-04 08:00', { origin: 'new_oem', ...part }, refurb)]),
    completed('2026-01-05 08:00', energyKWh === 0 ? {} : { energyKWh }),
    resold('2026-02-26 08:00', { orderRef: 'O-1' }),
    ...('distanceKm' in way && way.distanceKm === undefined
      ? []
      : [scanned('2026-02-27 08:00', { mode: 'road', distanceKm })]),
    delivered('2026-03-01 00:00'),
    ...more,
  ];
  return foldJourney({ deviceId: DEVICE, events });
};

const battery = { slot: 'battery', massKg: 0.05 };
const asked = { factorSet: byStage, where: { indicator: ['co2e'] } };
/** Of a phone with nothing built in: 2 kWh x 0.5, and 0.2 kg x 500 km x 0.001. */
const TOOK = 1.1;
const A_YEAR = 36.5 - 0.5;

describe('avoidedImpactExpected with an absolute set', () => {
  const name = 'avoidedImpactExpected';

  it('sets a new device over the years of the set against what refurbishing took', async () => {
    const [one, ...others] = await evaluated([phone()], name, asked);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      period: '2026',
      value: 2 * A_YEAR - TOOK,
      lower: 0,
      upper: 2 * A_YEAR - TOOK,
      known: 1,
    });
    expect(one?.assumptions?.slice(1)).toEqual([
      'years of use of a refurbished device by the factor set',
      'impact per unit of part, transport of the factor set (unconfirmed)',
    ]);
  });

  it('falls with every part, and with the way', async () => {
    expect(await told([phone({ part: battery })], name, asked)).toEqual([`refurbished co2e ${2 * A_YEAR - TOOK - 5}`]);
    expect(await told([phone({ distanceKm: 5_500 })], name, asked)).toEqual([
      `refurbished co2e ${2 * A_YEAR - TOOK - 1}`,
    ]);
  });

  it('judges every life by what was done for it, and sums those that are known', async () => {
    const lives = [
      phone(),
      phone({ part: battery }),
      phone({ part: { slot: 'battery' } }),
      phone({ part: { slot: 'display', massKg: 0.1 } }),
      phone({ energyKWh: 0 }),
      phone({ distanceKm: undefined }),
      phone({ category: 'tablet' }),
    ];
    const [known] = await evaluated(lives, name, asked);
    expect(known).toMatchObject({ value: 4 * A_YEAR - 2 * TOOK - 5, known: 2 });
    expect([...(known?.unknown ?? [])].sort()).toEqual([
      'energy-not-reported 1',
      'no-factor 1',
      'no-intensity-for-part 1',
      'part-amount-unknown 1',
      'transport-not-reported 1',
    ]);
  });

  it('is unknown on indicators that the set is silent about, and without years of use', async () => {
    const water = { ...asked, where: { indicator: ['water'] } };
    expect(await told([phone()], name, water)).toEqual(['refurbished water no-factor: 1']);
    const factorSet = { ...byStage, lifetimes: [] };
    expect(await told([phone()], name, { ...asked, factorSet })).toEqual(['refurbished co2e no-lifetime: 1']);
  });

  it('displaces the sum, so that a life that cost more than it saved is no bound of its own', async () => {
    const displacement = { lower: '0', central: '0.5', upper: '1' };
    const dear = phone({ part: { slot: 'battery', massKg: 0.8 } });
    const sum = 61.8;
    expect(sum).toBeCloseTo(4 * A_YEAR - 2 * TOOK - 80, 9);
    const [both] = await evaluated([phone(), dear], name, { ...asked, displacement });
    expect(both).toMatchObject({ value: sum / 2, lower: 0, upper: sum });
    const [alone] = await evaluated([dear], name, { ...asked, displacement });
    expect(alone).toMatchObject({ value: -4.55, lower: -9.1, upper: 0 });
  });

  it('is broken down by model where that is asked for, and told as one where it is not', async () => {
    const lives = [phone(), phone({ model: 'Two', part: battery })];
    expect(await told(lives, name, { ...asked, by: ['model'] })).toEqual([
      `refurbished Acme:One co2e ${2 * A_YEAR - TOOK}`,
      `refurbished Acme:Two co2e ${2 * A_YEAR - TOOK - 5}`,
    ]);
    expect(await told(lives, name, asked)).toEqual([`refurbished co2e ${4 * A_YEAR - 2 * TOOK - 5}`]);
  });
});

describe('avoidedImpactRealised with an absolute set', () => {
  const name = 'avoidedImpactRealised';
  const byMonth = { ...asked, period: 'month' as const, evaluationDay: '2026-05-10' };
  const use = (days: number) => (days / 365.25) * A_YEAR;
  const digits = (value: number) => Math.round(value * 1e6) / 1e6;

  it('accrues by use, less what refurbishing took in the month in which the life opened', async () => {
    const found = await evaluated([phone({ part: battery })], name, byMonth);
    expect(found.map(({ period, value }) => [period, value])).toEqual([
      ['2026-03', digits(use(31) - TOOK - 5)],
      ['2026-04', digits(use(30))],
      ['2026-05', digits(use(10))],
    ]);
    expect(found[0]).toMatchObject({ lower: digits(use(31) - TOOK - 5), upper: 0 });
  });

  it('is over a whole life what its real years of use avoid', async () => {
    const ended = received('2029-03-01 00:00');
    const found = await evaluated([phone({ more: [ended] })], name, { ...asked, evaluationDay: '2030-12-31' });
    const days = 3 * 365 + 1;
    expect(found.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBeCloseTo(use(days) - TOOK, 5);
    expect(found.map(({ period }) => period)).toEqual(['2026', '2027', '2028', '2029']);
  });

  it('stays unknown in every month of a life whose refurbishing is not known', async () => {
    const found = await told([phone({ energyKWh: 0 })], name, byMonth);
    expect(found).toEqual(Array(3).fill('refurbished co2e energy-not-reported: 1'));
  });

  it('is not due before the return window has ended, nor is what refurbishing took', async () => {
    const found = await evaluated([phone()], name, { ...byMonth, evaluationDay: '2026-03-20' });
    expect(found.map(({ value, unknown }) => [value, unknown])).toContainEqual([null, ['return-window-open 1']]);
    expect(found.filter(({ value }) => value !== null && value !== 0)).toEqual([]);
  });
});

describe('sums over lives', () => {
  const slots = fc.constantFrom(undefined, 'battery', 'display');
  const story = fc.record({
    slot: slots,
    massG: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
    energyKWh: fc.integer({ min: 0, max: 9 }),
    distanceKm: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: undefined }),
    model: fc.constantFrom('One', 'Two'),
    days: fc.integer({ min: 31, max: 1_200 }),
  });

  it('of any lives, by any period, are what the single lives avoid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { maxLength: 6 }), fc.constantFrom(...PERIODS), async (stories, period) => {
        const lives = stories.map(({ slot, massG, energyKWh, distanceKm, model, days }) =>
          phone({
            model,
            energyKWh,
            distanceKm,
            ...(slot === undefined ? {} : { part: { slot, ...(massG === undefined ? {} : { massKg: massG / 1000 }) } }),
            more: [received(`${dayOf(at('2026-03-01') + days * MICROS_PER_DAY)} 00:00`)],
          }),
        );
        const known = stories.filter(
          ({ slot, massG, energyKWh, distanceKm }) =>
            slot !== 'display' &&
            (slot === undefined || massG !== undefined) &&
            energyKWh > 0 &&
            distanceKm !== undefined,
        );
        const single = known.map(({ slot, massG = 0, energyKWh, distanceKm = 0, days }) => {
          const part = slot === undefined ? 0 : massG / 10;
          return (days / 365.25) * A_YEAR - energyKWh * 0.5 - 0.0002 * distanceKm - part;
        });
        const found = await evaluated(lives, 'avoidedImpactRealised', {
          ...asked,
          period,
          evaluationDay: '2030-12-31',
        });
        const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0);
        expect(sum(found.map(({ value }) => value))).toBeCloseTo(sum(single), 3);
        const [first] = found;
        expect(first?.known ?? 0).toBe(known.length);
        const counted = (first?.unknown ?? []).map((reason) => Number(reason.split(' ').at(-1)));
        expect(sum(counted)).toBe(stories.length - known.length);
      }),
      { numRuns: 60 },
    );
  });
});
