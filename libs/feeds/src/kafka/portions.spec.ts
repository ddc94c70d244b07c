import { describe, expect, it } from '@jest/globals';
import { inPortions } from './portions.js';

const messages = (sizes: readonly number[]) =>
  sizes.map((size, index) => ({ key: String(index), value: 'x'.repeat(size) }));
const MEBIBYTE = 1024 * 1024;

describe('portions of messages', () => {
  it('are as few as a broker takes, in the same order', () => {
    const all = messages(Array.from({ length: 1_000 }, (_, index) => (index % 7) * 1_000));
    const portions = [...inPortions(all)];
    expect(portions.flat()).toEqual(all);
    const bytes = portions.map((portion) => portion.reduce((sum, { value }) => sum + (value?.length ?? 0) + 1_000, 0));
    expect(Math.max(...bytes)).toBeLessThan(MEBIBYTE);
    expect(portions.length).toBeLessThan(12);
  });

  it('hold what is too large by itself alone, and are none of nothing', () => {
    expect([...inPortions(messages([10, MEBIBYTE, 10]))].map((portion) => portion.length)).toEqual([1, 1, 1]);
    expect([...inPortions([])]).toEqual([]);
  });
});
