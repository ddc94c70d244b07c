import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellId, cellKey, type ListedChange, PastAmounts } from '#projections';
import { PastTable } from './past-table.js';

const MEASURE = 'lives';
/** Ordered by bytes otherwise than JavaScript orders them. */
const MODELS = ['a', 'b', 'c', 'd', '\u{ffee}', '\u{1f4f1}'];

const cellOf = (model: string) => ({
  measure: MEASURE,
  period: '2026-01',
  effectiveOn: '' as const,
  dimensions: { model },
});
const idOf = (model: string) => cellId(cellKey(cellOf(model)), 0);
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const ids = MODELS.map(idOf).sort(byBytes);
const modelOf = new Map(MODELS.map((model) => [idOf(model), model]));

const change = fc.record({ id: fc.constantFrom(...ids), by: fc.integer({ min: -2, max: 2 }) });
/** Changes before the place, before each portion, and before the list is read after it. */
const changes = fc.array(change, { maxLength: 5 });

describe('a table of the past', () => {
  it('has the cells as they were at the place, whatever changes while they are read', async () => {
    await fc.assert(
      fc.asyncProperty(
        changes,
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.tuple(changes, changes), { minLength: 6, maxLength: 6 }),
        async (before, size, between) => {
          const store = new Map<string, bigint>();
          const list: ListedChange[] = [];
          const happen = (all: readonly { id: string; by: number }[]) => {
            for (const { id, by } of all) {
              const old = store.get(id) ?? 0n;
              const amount = old + BigInt(by);
              if (amount === 0n) store.delete(id);
              else store.set(id, amount);
              const cell = cellOf(modelOf.get(id) ?? '');
              if (amount !== old) list.push({ id, cell, old, new: amount, because: [], restated: false });
            }
          };
          happen(before);
          const expected = new Map([...store].map(([id, amount]) => [modelOf.get(id), amount]));
          let told = list.length;
          const past = new PastAmounts(async (take) => {
            take(list.slice(told));
            told = list.length;
          });
          const filling = new PastTable(past, new Map([[MEASURE, new Set(['model'])]]));
          for (let from = 0, number = 0; from < ids.length; from += size, number += 1) {
            const [earlier = [], later = []] = between[number] ?? [];
            happen(earlier);
            const portion = ids.slice(from, from + size).flatMap((id) => {
              const amount = store.get(id);
              return amount === undefined ? [] : [[id, amount] as const];
            });
            happen(later);
            await past.upToNow();
            filling.take(MEASURE, new Map(portion));
          }
          filling.finish(MEASURE);
          const rows = filling.table.read({ measure: MEASURE, where: {}, groupBy: ['model'] });
          expect(new Map(rows.map(({ dimensions, pending, amount }) => [dimensions.model, amount + pending]))).toEqual(
            expected,
          );
        },
      ),
    );
  });
});
