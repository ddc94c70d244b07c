import { describe, expect, it } from '@jest/globals';
import { cellKey } from '../domain/index.js';
import { type CellChange, changeWrites } from './cell-changes.js';
import { CHANGES_PER_ENTRY_MAX } from './limits.js';

const source = { name: 'tally', generation: 2, seq: 7, position: 'e:9', cause: 'rebuild' as const };

const change = (index: number, restated = false): CellChange => ({
  key: cellKey({ measure: 'events', period: '2026-03', effectiveOn: '', dimensions: { model: `m${index}` } }),
  partition: 3,
  old: 1n,
  new: 0n,
  causes: ['e1'],
  restated,
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
