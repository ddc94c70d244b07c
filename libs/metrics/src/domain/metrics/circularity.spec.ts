import { describe, expect, it } from '@jest/globals';
import type { Journey, PartChange, WasteOutput } from '#lifecycle/domain';
import { aCycle, aJourney, aLife, aSale, at, evaluated, told } from '../../testing/index.js';
import { vectors } from '../../testing/metric-vectors.js';

const YEAR = 31_557_600_000_000;
const MASS = 180_000;

const output = (route: WasteOutput['route'], massMg: number): WasteOutput => ({
  eventId: `${route} ${massMg}`,
  at: at('2026-05-01'),
  partner: 'rec',
  material: 'mixed',
  massMg,
  route,
  massBasis: 'measured',
});
const part = (change: PartChange['change'], story: Partial<PartChange>): PartChange => ({
  eventId: `${change} part`,
  at: at('2026-01-05'),
  partner: 'refurb',
  change,
  slot: 'display',
  cycle: 1,
  ...story,
});

/** A phone that one user had for so many years, and a recycler ended. */
const ended = (years: number, recycledFraction: number, outputs: WasteOutput[], story: Partial<Journey> = {}) => {
  const openedAt = at('2020-01-01');
  const lives = [aLife(1, '2020-01-01', '2020-01-31', { closedAt: openedAt + years * YEAR })];
  return aJourney({
    disposition: 'recycled',
    dispositionSince: at('2026-05-01'),
    cycles: [aCycle('2026-04-01', { outcome: 'recycled', outcomeAt: at('2026-05-01'), outcomePartner: 'rec' })],
    declaredManufacture: { recycledFraction },
    lives,
    waste: { outputs },
    ...story,
  });
};
const shares = (recycling: number, reuse: number) => [
  output('recycling', recycling * MASS),
  output('reuse', reuse * MASS),
  output('landfill', Math.round((1 - recycling - reuse) * MASS)),
];
const score = (name: string) => ({ where: { score: [name] } });
const mci = score('materialCircularityIndicator');

describe('material circularity indicator', () => {
  it.each(['linear_X1', 'phone_first_life', 'phone_two_lives_L5', 'short_life_clamped'])('of %s', async (name) => {
    const { in: given = {}, out = {} } = vectors.mci[name] ?? {};
    const { FR = 0, CR = 0, CU = 0, L = 0 } = given;
    const phone = ended(L, FR, shares(CR, CU));
    const value = async (of: string) => (await evaluated([phone], 'materialCircularityIndicator', score(of)))[0]?.value;
    expect(await value('materialCircularityIndicator')).toBe(out.MCI);
    expect(await value('linearFlowIndex')).toBe(out.LFI);
    expect(await value('utilityFactor')).toBe(out.X);
    expect(await value('recycledContent')).toBe(FR);
    expect(await value('materialCircularityIndicatorSimplified')).toBe(out.MCI_simplified);
  });

  it('is one of the sums, not a mean of indicators, names its data and has bounds', async () => {
    const phones = [ended(3, 0.2, shares(0.5, 0.1)), ended(9, 0.2, shares(0.5, 0.1))];
    const [row] = await evaluated(phones, 'materialCircularityIndicator', mci);
    expect(row?.value).toBe(0.7);
    expect(row?.known).toBe(2);
    expect(row?.lower).toBeLessThan(row?.value ?? 0);
    expect(row?.upper).toBeGreaterThan(row?.value ?? 0);
    expect(row?.assumptions?.join()).toMatch(/recycling-efficiencies@1.*categories@\d/);
  });

  it('counts parts that went in and out as feedstock, reuse and recycling', async () => {
    const parts = [
      part('installed', { origin: 'harvested', massMg: 60_000 }),
      part('installed', { origin: 'new_oem', massMg: 60_000, recycledFraction: 0.5 }),
      part('removed', { disposition: 'recycle', massMg: 60_000 }),
      part('removed', { disposition: 'reuse', massMg: 60_000, testedOk: true }),
    ];
    const phone = ended(3, 0, [output('recycling', MASS)], { parts });
    const [row] = await evaluated([phone], 'materialCircularityIndicator', score('recycledContent'));
    expect([row?.numerator, row?.denominator]).toEqual([0.03, 0.3]);
    const [linear] = await evaluated([phone], 'materialCircularityIndicator', score('linearFlowIndex'));
    const [M, V, WF, WC] = [0.3, 0.21, 0.03 / 4, 0.24 * 0.3];
    expect(linear?.value).toBeCloseTo((V + (WF + WC) / 2) / (2 * M + (WF - WC) / 2), 6);
  });

  it.each<[string, Partial<Journey>]>([
    ['mass-unknown', { description: { category: 'smartphone' } }],
    ['mass-unknown', { description: { category: 'smartphone', massMg: 0 } }],
    ['recycled-content-not-declared', { declaredManufacture: {} }],
    ['part-mass-unknown', { parts: [part('installed', { origin: 'harvested' })] }],
    ['treatment-not-reported', { waste: { outputs: [] } }],
    ['use-time-unknown', { lives: [aLife(1, '2020-01-01', '2020-01-31')] }],
    ['use-time-unknown', { lives: [] }],
    ['never-used', { lives: [aLife(1, '2020-01-01', '2020-01-31', { closedAt: at('2020-01-01') })] }],
  ])('is unknown, not 0: %s', async (reason, story) => {
    const phone = ended(3, 0.2, shares(0.5, 0.1), story);
    expect(await told([phone], 'materialCircularityIndicator', mci)).toEqual([`${reason}: 1`]);
  });

  it('of a category without an average lifetime is unknown', async () => {
    const other = ended(3, 0.2, shares(0.5, 0.1), { description: { category: 'wearable', massMg: MASS } });
    const rows = await evaluated([other], 'materialCircularityIndicator', mci);
    expect(rows).toMatchObject([{ value: null, dimensions: { unknown: 'no-average-lifetime' }, numerator: 1 }]);
  });

  it('waits for the end', async () => {
    const phone = ended(3, 0.2, shares(0.5, 0.1), { disposition: 'in_use' });
    expect(await told([phone], 'materialCircularityIndicator', mci)).toEqual([]);
  });
});

describe('lifetime ratio', () => {
  const { product = 0, industry } = vectors.iso59020.lifetime_ratio?.in ?? {};

  it('sets use over all lives against what is usual', async () => {
    const [row] = await evaluated([ended(product, 0.2, [])], 'lifetimeRatio');
    expect(row).toMatchObject({
      numerator: product,
      denominator: industry,
      value: vectors.iso59020.lifetime_ratio?.out,
    });
  });
});

describe('use over all lives', () => {
  it('leaves out what was away for repair', async () => {
    const openedAt = at('2020-01-01');
    const pauses = [{ from: openedAt + YEAR, until: openedAt + 2 * YEAR }];
    const lives = [aLife(1, '2020-01-01', '2020-01-31', { closedAt: openedAt + 4 * YEAR, pauses })];
    const [row] = await evaluated([ended(4, 0.2, [], { lives })], 'lifetimeRatio');
    expect(row).toMatchObject({ numerator: 3, value: 1 });
  });

  it('takes no part that failed its test for reused', async () => {
    const parts = [part('removed', { disposition: 'reuse', massMg: 60_000, testedOk: false })];
    const failed = ended(3, 0, [output('recycling', MASS - 60_000)], { parts });
    const [row] = await evaluated([failed], 'materialCircularityIndicator', score('linearFlowIndex'));
    const [M, V, W0, WC] = [0.18, 0.18, 0.06, 0.12 * 0.3];
    expect(row?.value).toBeCloseTo((V + W0 + WC / 2) / (2 * M - WC / 2), 6);
  });
});

describe('inflow', () => {
  const kilograms = (mass = 0) => Math.round(mass * 1_000_000);
  const { reusedKg, inKg = 0 } = vectors.iso59020.reused_in?.in ?? {};
  const { recycledKg = 0 } = vectors.iso59020.recycled_in?.in ?? {};
  const added = inKg - (reusedKg ?? 0);
  const sold = (parts: PartChange[], massMg = kilograms(inKg)) =>
    aJourney({
      description: { category: 'desktop', massMg },
      parts,
      sales: [aSale('2026-02-01', { cycle: 1 })],
      lives: [aLife(1, '2020-01-01', '2020-01-31'), aLife(2, '2026-02-01', '2026-03-03')],
    });
  const newPart = (story: Partial<PartChange> = {}) =>
    part('installed', { origin: 'new_oem', massMg: kilograms(added), recycledFraction: recycledKg / added, ...story });

  it('is reused but for its new parts, of which the declared share is recycled', async () => {
    const unit = sold([newPart(), part('installed', { origin: 'harvested', massMg: 10 })]);
    expect(await told([unit], 'reusedContentInflow')).toEqual([String(vectors.iso59020.reused_in?.out)]);
    expect(await told([unit], 'recycledContentInflow')).toEqual([String(vectors.iso59020.recycled_in?.out)]);
  });

  it('leaves undeclared mass out of the recycled share, and says so', async () => {
    const { recycledFraction: _, ...undeclared } = newPart();
    expect(await told([sold([undeclared])], 'recycledContentInflow')).toEqual([
      '0',
      'recycled-content-not-declared: 1',
    ]);
    expect(await told([sold([undeclared])], 'reusedContentInflow')).toEqual(['0.8']);
  });

  it('of a new unit is what its maker declared', async () => {
    const sales = [aSale('2026-02-01', { kind: 'new' })];
    const unit = aJourney({ sales, declaredManufacture: { recycledFraction: 0.25 } });
    expect(await told([unit], 'recycledContentInflow')).toEqual(['0.25']);
    expect(await told([unit], 'reusedContentInflow')).toEqual(['0']);
  });

  it('is renewable as far as makers declare it of new devices', async () => {
    const sales = [aSale('2026-02-01', { kind: 'new' })];
    const unit = aJourney({ sales, declaredManufacture: { renewableFraction: 0.05 } });
    expect(await told([unit], 'renewableContentInflow')).toEqual(['0.05']);
    const undeclared = aJourney({ sales });
    expect(await told([undeclared, sold([newPart()])], 'renewableContentInflow')).toEqual([
      '0',
      'renewable-content-not-declared: 2',
    ]);
  });

  it('of a unit that came back in its window is none', async () => {
    const returned = { at: at('2026-02-09'), eventId: 'back', inWindow: true };
    const unit = aJourney({ sales: [aSale('2026-02-01', { kind: 'new', returned, cycle: 1 })] });
    expect(await told([unit], 'reusedContentInflow')).toEqual([]);
    const cycles = [aCycle('2026-01-01', { outcome: 'resold_as_is', outcomeAt: at('2026-02-01') })];
    expect(await told([aJourney({ ...unit, cycles })], 'reusedOutflow')).toEqual([]);
  });

  it('of unknown mass is unknown', async () => {
    const { massMg: _, ...weightless } = newPart();
    expect(await told([sold([weightless])], 'reusedContentInflow')).toEqual(['mass-unknown: 1']);
  });
});

describe('outflow', () => {
  it('is what was reused and recycled of all that left', async () => {
    const { reusedKg = 0, outKg = 0 } = vectors.iso59020.reused_out?.in ?? {};
    const { recycledKg = 0 } = vectors.iso59020.recycled_out?.in ?? {};
    const kilograms = (mass: number) => mass * 1_000_000;
    const cycle = (outcome: 'refurbished' | 'recycled') => [
      aCycle('2026-04-01', { outcome, outcomeAt: at('2026-05-01'), outcomePartner: 'p' }),
    ];
    const again = aJourney({
      description: { category: 'desktop', massMg: kilograms(reusedKg) },
      cycles: cycle('refurbished'),
    });
    const rest = outKg - reusedKg - recycledKg;
    const outputs = [output('recycling', kilograms(recycledKg)), output('landfill', kilograms(rest))];
    const units = [again, aJourney({ cycles: cycle('recycled'), waste: { outputs } })];
    expect(await told(units, 'reusedOutflow')).toEqual([String(vectors.iso59020.reused_out?.out)]);
    expect(await told(units, 'recycledOutflow')).toEqual([String(vectors.iso59020.recycled_out?.out)]);
    expect(await told([aJourney({ cycles: cycle('recycled') })], 'recycledOutflow')).toEqual([
      'treatment-not-reported: 1',
    ]);
  });
});

describe('renewable energy', () => {
  const used = (energyKWh: number, renewableEnergyKWh?: number) =>
    aJourney({
      energy: [
        {
          eventId: 'r',
          at: at('2026-02-01'),
          energyKWh,
          ...(renewableEnergyKWh === undefined ? {} : { renewableEnergyKWh }),
        },
      ],
    });

  it('is its share of the energy for which both are known', async () => {
    const rows = await told([used(0.3, 0.25), used(0.2, 0.1), used(5), used(1, 2)], 'renewableEnergyShare');
    expect(rows).toEqual(['0.7', 'more-renewable-than-used: 1', 'renewable-share-not-reported: 1']);
  });
});
