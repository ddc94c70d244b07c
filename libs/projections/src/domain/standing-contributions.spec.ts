import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Contribution } from './contribution.js';
import { areSame, decodeShares, differences, encodeShares, sharesOf } from './standing-contributions.js';

const contribution: fc.Arbitrary<Contribution> = fc.record({
  measure: fc.constantFrom('events', 'mass'),
  dimensions: fc.constantFrom<Record<string, string>>({}, { model: 'x' }, { model: 'y', country: 'FR' }),
  period: fc.constantFrom('2026-01', '2026-02'),
  amount: fc.bigInt(-(10n ** 20n), 10n ** 20n),
  because: fc.uniqueArray(fc.constantFrom('e1', 'e2', 'e3')),
});
const contributions = fc.array(contribution, { maxLength: 8 });

const totals = (some: readonly Contribution[]) =>
  new Map([...sharesOf(some)].filter(([, { amount }]) => amount !== 0n).map(([key, { amount }]) => [key, amount]));

describe('what a subject contributes', () => {
  it('comes back from its compact form as it was', () => {
    fc.assert(
      fc.property(contributions, (some) => {
        const shares = sharesOf(some);
        expect(decodeShares(JSON.parse(JSON.stringify(encodeShares(shares))))).toEqual(new Map([...shares].sort()));
      }),
    );
  });

  it('has one compact form, whatever the order of its contributions', () => {
    fc.assert(
      fc.property(contributions, (some) => {
        expect(encodeShares(sharesOf([...some].reverse()))).toEqual(encodeShares(sharesOf(some)));
      }),
    );
  });

  it('is the same exactly where its compact forms are', () => {
    const text = (some: readonly Contribution[]) => JSON.stringify(encodeShares(sharesOf(some)));
    fc.assert(
      fc.property(contributions, contributions, fc.boolean(), (one, other, isAgain) => {
        const second = isAgain ? [...one].reverse() : other;
        expect(areSame(sharesOf(one), sharesOf(second))).toBe(text(one) === text(second));
      }),
    );
  });

  it('differs from what it was by exactly what turns one into the other', () => {
    fc.assert(
      fc.property(contributions, contributions, (before, after) => {
        const sums = totals(before);
        for (const [key, amount] of differences(sharesOf(before), sharesOf(after))) {
          expect(amount).not.toBe(0n);
          const sum = (sums.get(key) ?? 0n) + amount;
          if (sum === 0n) sums.delete(key);
          else sums.set(key, sum);
        }
        expect(sums).toEqual(totals(after));
      }),
    );
  });
});
