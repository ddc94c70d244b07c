import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { REPAIR_SCORES } from '../../testing/repair-scores.js';
import { FOLDING_PART_WEIGHTS, PARAMETER_WEIGHTS, PART_WEIGHTS } from './part-weights.js';
import { type PartScores, type RepairScores, repairIndex } from './repair-index.js';

const point = fc.integer({ min: 1, max: 5 });
const ofEvery = <Name extends string>(names: Readonly<Record<Name, number>>) =>
  fc.record(Object.fromEntries(Object.keys(names).map((name) => [name, point]))) as fc.Arbitrary<Record<Name, number>>;
const scored = (parts: fc.Arbitrary<PartScores>): fc.Arbitrary<RepairScores> =>
  fc.record({
    disassemblyDepth: parts,
    fasteners: parts,
    tools: parts,
    spareParts: point,
    softwareUpdates: point,
    repairInformation: point,
  });
const anyScores = fc.oneof(scored(ofEvery(PART_WEIGHTS)), scored(ofEvery(FOLDING_PART_WEIGHTS)));

const PARAMETERS = Object.keys(PARAMETER_WEIGHTS) as (keyof typeof PARAMETER_WEIGHTS)[];
const BY_PART = ['disassemblyDepth', 'fasteners', 'tools'] as const;

describe('the repairability index', () => {
  it('has weights that are a whole, folded or not', () => {
    for (const weights of [PART_WEIGHTS, FOLDING_PART_WEIGHTS, PARAMETER_WEIGHTS]) {
      expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    }
  });

  it('lies between the lowest and the highest of its scores', () => {
    fc.assert(
      fc.property(anyScores, (scores) => {
        const all = PARAMETERS.flatMap((parameter) => pointsOf(scores[parameter]));
        const { index } = repairIndex(scores);
        return index.gte(Math.min(...all)) && index.lte(Math.max(...all));
      }),
    );
  });

  it('never falls where one score rises', () => {
    fc.assert(
      fc.property(anyScores, fc.constantFrom(...BY_PART), fc.nat(), (scores, parameter, pick) => {
        const parts = Object.entries(scores[parameter]);
        const [part, points] = parts[pick % parts.length] ?? ['', 5];
        const risen = { ...scores, [parameter]: { ...scores[parameter], [part]: Math.min(5, points + 1) } };
        return repairIndex(risen).index.gte(repairIndex(scores).index);
      }),
    );
  });

  it('weighs the parts of a device that folds otherwise', () => {
    const folding = (points: number) => {
      const [disassemblyDepth, fasteners, tools] = BY_PART.map((parameter) => ({
        ...REPAIR_SCORES[parameter],
        foldingMechanism: points,
      })) as [PartScores, PartScores, PartScores];
      return repairIndex({ ...REPAIR_SCORES, disassemblyDepth, fasteners, tools });
    };
    expect(folding(1).disassemblyDepth.valueOf()).toBe(2.89);
    expect([folding(1).index.valueOf(), folding(1).class]).toEqual([3.556, 'B']);
    expect([folding(5).index.valueOf(), folding(5).class]).toEqual([3.93, 'B']);
  });
});

const pointsOf = (scores: number | PartScores): number[] =>
  typeof scores === 'number' ? [scores] : Object.values(scores);
