import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoundedMap } from '#kernel';
import { type Cell, cellId, cellKey } from '../domain/index.js';
import { type CellChange, CellChanges, changeWrites } from './cell-changes.js';
import { CHANGES_PER_ENTRY_MAX } from './limits.js';

const source = { name: 'tally', generation: 2, seq: 7, position: 'e:9', cause: 'rebuild' as const };

const cell = (index: number): Cell => ({
  measure: 'events',
  period: '2026-03',
  effectiveOn: '',
  dimensions: { model: `m${index}` },
});

const change = (index: number, restated = false): CellChange => ({
  id: cellId(cellKey(cell(index)), 3),
  cell: cell(index),
  partition: 3,
  old: 1n,
  new: 0n,
  causes: ['e1'],
  restated,
});

describe('the amount of a cell before a batch', () => {
  const keys = Array.from({ length: 12 }, (_, index) => cellKey(cell(index)));
  const idOf = (key: string) => cellId(key, 0);

  it('is what the store holds, however few cells are remembered', async () => {
    const batch = fc.uniqueArray(fc.constantFrom(...keys), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 16 }),
        async (all, max) => {
          const stored = new Map<string, bigint>();
          const cells = new BoundedMap<string, bigint>(max);
          const getMany = async (_: string, ids: readonly string[]) =>
            new Map(
              ids.flatMap((id) => {
                const amount = stored.get(id);
                return amount === undefined
                  ? []
                  : [[id, { id, seq: 1, document: { amount: String(amount) } }] as const];
              }),
            );
          for (const touched of all) {
            const gathered = new CellChanges({ cells, cellsCollection: 'cells' }, { getMany });
            for (const key of touched) gathered.add(key, 0, 1n, []);
            for (const { id, old, new: amount } of await gathered.settle(() => false)) {
              expect([id, old]).toEqual([id, stored.get(id) ?? 0n]);
              stored.set(id, amount);
            }
            for (const key of touched) cells.set(idOf(key), stored.get(idOf(key)) ?? 0n);
          }
        },
      ),
    );
  });
});

describe('the change list', () => {
  it('has nothing to say of a commit that changed no cell', () => {
    expect(changeWrites(source, 3, [])).toEqual([]);
  });

  it('keeps its entries small, and in order within a partition', () => {
    const writes = changeWrites(
      source,
      3,
      Array.from({ length: CHANGES_PER_ENTRY_MAX + 1 }, (_, index) => change(index)),
    );
    expect(writes).toHaveLength(2);
    const later = changeWrites({ ...source, seq: 10 }, 3, [change(0)]);
    const ids = [...writes, ...later].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  it('shows a zero where a cell has emptied, and marks what was closed', () => {
    const [entry, mark] = changeWrites(source, 3, [change(0, true)]);
    expect(entry).toMatchObject({
      collection: 'tally:changes',
      document: { changes: [{ old: '1', new: '0', restated: true }] },
    });
    expect(mark).toMatchObject({ collection: 'tally:restated', document: { measure: 'events', model: 'm0' } });
  });
});
