import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReadStore } from '../port.js';
import { documents, written } from './written.js';

/** What every adapter does with sums: exact at any size. */
export function sumConformance(adapter: string, open: () => Promise<ReadStore>): void {
  describe(`sum on ${adapter}`, () => {
    let store: ReadStore;

    beforeEach(async () => {
      store = await open();
      await store.define([{ name: 'cells', indexes: [{ field: 'measure' }] }]);
    });

    afterEach(() => store.close());

    it('sums by groups of declared and undeclared fields, a missing one as a group of its own', async () => {
      await written(
        store,
        documents('cells', {
          a: { measure: 'm', country: 'FR', amount: '3' },
          b: { measure: 'm', country: 'FR', amount: '-1' },
          c: { measure: 'm', amount: 7 },
          d: { measure: 'other', country: 'FR', amount: '100' },
          e: { measure: 'm', country: 'FR' },
        }),
      );
      const sums = await store.sum('cells', {
        where: { measure: 'm' },
        groupBy: ['measure', 'country'],
        field: 'amount',
      });
      expect(sums).toEqual([
        { group: { measure: 'm', country: null }, sum: 7n, count: 1 },
        { group: { measure: 'm', country: 'FR' }, sum: 2n, count: 2 },
      ]);
    });

    it('sums all without groups, and nothing to no rows', async () => {
      await written(store, documents('cells', { a: { amount: '1' }, b: { amount: '2' } }));
      expect(await store.sum('cells', { groupBy: [], field: 'amount' })).toEqual([{ group: {}, sum: 3n, count: 2 }]);
      expect(await store.sum('cells', { where: { measure: 'm' }, groupBy: [], field: 'amount' })).toEqual([]);
    });

    it('is exact whatever the size of the amounts', async () => {
      const amount = fc.oneof(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt(-9n, 9n * 10n ** 17n));
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 12 }), async (amounts) => {
          const measure = `run ${++run}`;
          const byId = amounts.map(
            (each, index) => [`${measure} ${index}`, { measure, amount: String(each) }] as const,
          );
          await written(store, documents('cells', Object.fromEntries(byId)));
          const sums = await store.sum('cells', { where: { measure }, groupBy: ['measure'], field: 'amount' });
          expect(sums[0]?.sum).toBe(amounts.reduce((total, each) => total + each, 0n));
        }),
        { numRuns: 40 },
      );
    });
  });
}
