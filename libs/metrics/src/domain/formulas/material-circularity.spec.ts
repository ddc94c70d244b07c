import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { vectors } from '../../testing/metric-vectors.js';
import { type Circularity, materialCircularity } from './material-circularity.js';

const product = (given: Record<string, number>): Circularity => {
  const text = (name: string) => String(given[name]);
  return {
    mass: text('M'),
    feedstockRecycled: text('FR'),
    feedstockReused: text('FU'),
    collectedForRecycling: text('CR'),
    collectedForReuse: text('CU'),
    feedstockEfficiency: text('EF'),
    recyclingEfficiency: text('EC'),
    lifetime: text('L'),
    averageLifetime: text('Lav'),
  };
};

describe('material circularity', () => {
  it.each(Object.entries(vectors.mci))('of %s is as published', (_, { in: given, out }) => {
    const found = materialCircularity(product(given));
    const digits = (name: 'virgin' | 'waste' | 'linearFlow' | 'utility' | 'indicator') =>
      found[name].round(6).valueOf();
    expect([digits('virgin'), digits('waste'), digits('linearFlow'), digits('utility'), digits('indicator')]).toEqual([
      out.V,
      out.W,
      out.LFI,
      out.X,
      out.MCI,
    ]);
    const { linearFlow, indicator } = found.simplified;
    expect(linearFlow.round(6).valueOf()).toBe(out.LFI_simplified);
    // One example is a tie at the seventh digit, which its author rounded in binary.
    expect(Math.abs(indicator.valueOf() - (out.MCI_simplified ?? Number.NaN))).toBeLessThan(0.6e-6);
  });

  it('stays between 0 and 1, and does not fall with a longer life or more reuse', () => {
    const share = fc.integer({ min: 0, max: 45 }).map((percent) => percent / 100);
    const shares = fc.record({ FR: share, FU: share, CR: share, CU: share, L: fc.integer({ min: 1, max: 10 }) });
    fc.assert(
      fc.property(shares, (given) => {
        const whole = { M: 0.2, EF: 0.8, EC: 0.7, Lav: 3, ...given };
        const { indicator } = materialCircularity(product(whole));
        const longer = materialCircularity(product({ ...whole, L: given.L + 1 })).indicator;
        const reused = materialCircularity(product({ ...whole, FU: given.FU + 0.1 })).indicator;
        const passedOn = materialCircularity(product({ ...whole, CU: given.CU + 0.1 })).indicator;
        const inRange = indicator.gte(0) && indicator.lte(1);
        return inRange && [longer, reused, passedOn].every((other) => other.gte(indicator));
      }),
    );
  });

  it('is an error without mass or without use', () => {
    const given = vectors.mci.linear_X1?.in ?? {};
    expect(() => materialCircularity(product({ ...given, M: 0 }))).toThrow(RangeError);
    expect(() => materialCircularity(product({ ...given, L: 0 }))).toThrow(RangeError);
  });
});
