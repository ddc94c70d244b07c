import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, cellDocument, cellId, cellIdsOf, cellKey, cellKeyOfId, cellOfKey } from './cell.js';
import { PARTITIONS, partitionOf } from './partition.js';

const name = fc.stringMatching(/^d[A-Za-z0-9]{0,6}$/);
const cell = fc.record({
  measure: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/),
  period: fc.constantFrom('2026-01', '2025-12'),
  effectiveOn: fc.constantFrom('', '2026-03-04'),
  dimensions: fc.dictionary(name, fc.string({ unit: 'grapheme' })),
}) as fc.Arbitrary<Cell>;

describe('cells', () => {
  it('have a key that says all about them, whatever their dimensions hold', () => {
    fc.assert(
      fc.property(cell, (one) =>
        expect(cellOfKey(cellKey(one))).toEqual({ ...one, dimensions: { ...one.dimensions } }),
      ),
    );
  });

  it('are found by the id of any partition', () => {
    fc.assert(
      fc.property(cell, fc.nat(PARTITIONS - 1), (one, partition) =>
        expect(cellKeyOfId(cellId(cellKey(one), partition))).toBe(cellKey(one)),
      ),
    );
  });

  it('are the same whatever the order of their dimensions', () => {
    const dimensions = { model: 'x', country: 'FR' };
    const turned = { country: 'FR', model: 'x' };
    const of = (some: Record<string, string>) =>
      cellKey({ measure: 'm', period: '2026-01', effectiveOn: '', dimensions: some });
    expect(of(dimensions)).toBe(of(turned));
  });

  it('lie together by measure and month', () => {
    const of = (measure: string, period: string) =>
      cellId(cellKey({ measure, period, effectiveOn: '', dimensions: { a: '|' } }), 3);
    const { from, to } = cellIdsOf('mass', '2026-01', '2026-02');
    const within = (id: string) => id >= from && id <= to;
    const found = [
      of('mass', '2025-12'),
      of('mass', '2026-01'),
      of('mass', '2026-02'),
      of('mass', '2026-03'),
      of('massB', '2026-01'),
    ];
    expect(found.map(within)).toEqual([false, true, true, false, false]);
    expect(of('mass', '2026-01')).toBe('mass|2026-01|03||[["a","|"]]');
  });

  it('keep dimensions as fields and the amount as text', () => {
    const cell: Cell = { measure: 'mass', period: '2026-01', effectiveOn: '', dimensions: { model: 'x' } };
    const document = { model: 'x', measure: 'mass', period: '2026-01', effectiveOn: '', partition: 3, amount: '-5' };
    expect(cellDocument(cell, 3, -5n)).toEqual(document);
  });

  it('refuse names that they use themselves, and names that are none', () => {
    const of = (measure: string, dimension: string) => () =>
      cellKey({ measure, period: '2026-01', effectiveOn: '', dimensions: { [dimension]: 'x' } });
    for (const reserved of ['amount', 'id', 'partition', 'a|b', '']) expect(of('mass', reserved)).toThrow(/dimension/);
    expect(of('a|b', 'model')).toThrow(/measure/);
  });
});

describe('partitions', () => {
  it('never change: they are in every key', () => {
    const known = ['a', 'device', '0198c0de-0000-7000-8000-000000000001', 'batch-acme:1', 'é'];
    expect(known.map(partitionOf)).toEqual([12, 19, 3, 1, 4]);
  });

  it('spread ids over all of them', () => {
    const counts = new Map<number, number>();
    for (let index = 0; index < 3_200; index++) {
      const partition = partitionOf(`0198c0de-${index.toString(16).padStart(4, '0')}-7000-8000-000000000001`);
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
    }
    expect(counts.size).toBe(PARTITIONS);
    expect(Math.max(...counts.values())).toBeLessThan(160);
  });
});
