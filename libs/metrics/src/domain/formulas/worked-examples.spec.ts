import { describe, expect, it } from '@jest/globals';
import { Rational } from '#kernel';
import { vectors } from '../../testing/metric-vectors.js';
import { shareOfFlow, wasteDiverted, wasteRecovered } from './flows.js';
import { PART_WEIGHTS, type PartScores, repairability, repairClass } from './repairability.js';
import { wasteByAge } from './waste-forecast.js';

const KEYS = {
  battery: 'BAT',
  display: 'DA',
  backCover: 'BC',
  frontCamera: 'FFC',
  rearCamera: 'RFC',
  chargingPort: 'EC',
  button: 'BUT',
  microphone: 'MIC',
  speaker: 'SPK',
} as const;
const scores = (given: Record<string, number>) =>
  Object.fromEntries(Object.entries(KEYS).map(([part, key]) => [part, given[key] ?? Number.NaN])) as PartScores;

describe('repairability', () => {
  const example = vectors.eu_2023_1669;

  it('weighs the parts as the regulation does', () => {
    const weights = Object.fromEntries(
      Object.entries(PART_WEIGHTS).map(([part, weight]) => [KEYS[part as keyof typeof KEYS], Number(weight)]),
    );
    expect(weights).toEqual(example.weights);
  });

  it('follows the worked example', () => {
    const found = repairability({
      disassemblyDepth: scores(example.dd),
      fasteners: scores(example.fasteners),
      tools: scores(example.tools),
      spareParts: example.SSP,
      softwareUpdates: example.SSU,
      repairInformation: example.SRI,
    });
    expect(found.disassemblyDepth.valueOf()).toBe(example.SDD);
    expect(found.fasteners.valueOf()).toBe(example.SF);
    expect(found.tools.valueOf()).toBe(example.ST);
    expect(found.index.valueOf()).toBe(example.R);
    expect(found.class).toBe(example.cls);
  });

  it.each(Object.entries(vectors.eu_2023_1669_bounds))('of %s is class %s', (index, expected) => {
    expect(repairClass(new Rational(index))).toBe(expected);
  });
});

describe('waste forecast', () => {
  it('spreads a year’s sales over the years after it', () => {
    const { shape, scale, POM, weee_by_age: expected } = vectors.weibull;
    const found = wasteByAge(POM, { shape, scale }, expected.length);
    expect(found.map((mass) => Math.round(mass * 1000) / 1000)).toEqual(expected);
  });
});

describe('flows', () => {
  it.each(Object.entries(vectors.iso59020).filter(([name]) => name !== 'lifetime_ratio'))('of %s', (_, example) => {
    const { inKg, outKg, ...parts } = example.in;
    const part = Object.values(parts)[0] ?? Number.NaN;
    const milligrams = (kg: number | undefined) => BigInt(Math.round((kg ?? Number.NaN) * 1_000_000));
    expect(shareOfFlow(milligrams(part), milligrams(inKg ?? outKg))?.valueOf()).toBe(example.out);
  });

  it('have no share of nothing', () => {
    expect(shareOfFlow(0n, 0n)).toBeUndefined();
  });

  it('give GRI and WEEE two figures for the same waste', () => {
    const { energy_recovery_as_disposal: gri, weee_recovery_same_events: weee } = vectors.gri306;
    const { reuseKg, recyclingKg, energyKg, landfillKg, generatedKg } = gri.in as Record<string, number>;
    const kg = (mass: number | undefined) => BigInt(mass ?? -1);
    const mass = {
      reuse: kg(reuseKg),
      recycling: kg(recyclingKg),
      energyRecovery: kg(energyKg),
      otherRecovery: 0n,
      disposal: kg(landfillKg),
    };
    expect(Object.values(mass).reduce((sum, part) => sum + part)).toBe(kg(generatedKg));
    expect(wasteDiverted(mass)?.valueOf()).toBe(gri.out);
    expect(wasteRecovered(mass)?.valueOf()).toBe(weee.out);
  });
});
