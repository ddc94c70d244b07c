import { describe, expect, it } from '@jest/globals';
import { Rational } from '#kernel';
import { PART_WEIGHTS, type PartScores, repairClass, repairIndex } from '#lifecycle/domain';
import { vectors } from '../../testing/metric-vectors.js';
import { serialMatch } from './serial-match.js';
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
  Object.fromEntries(
    Object.entries(KEYS).map(([part, key]) => [part, given[key] ?? Number.NaN]),
  ) as unknown as PartScores;

describe('repairability', () => {
  const example = vectors.eu_2023_1669;

  it('weighs the parts as the regulation does', () => {
    const weights = Object.fromEntries(
      Object.entries(PART_WEIGHTS).map(([part, weight]) => [KEYS[part as keyof typeof KEYS], weight / 100]),
    );
    expect(weights).toEqual(example.weights);
  });

  it('follows the worked example', () => {
    const found = repairIndex({
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

describe('serials', () => {
  it('that the manifest names are set against the longer list', () => {
    const { in: lists, out } = vectors.kpi.serial_match ?? { in: {}, out: 0 };
    const [matched, manifest, received] = ['matched', 'manifest', 'received'].map((name) => BigInt(lists[name] ?? -1));
    expect(
      serialMatch(matched ?? 0n, manifest ?? 0n, received ?? 0n)
        ?.round(6)
        .valueOf(),
    ).toBe(out);
    expect(serialMatch(0n, 0n, 0n)).toBeUndefined();
  });
});
