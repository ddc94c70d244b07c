import { describe, expect, it } from '@jest/globals';
import { Allowance } from './allowance.js';

const rate = { limit: 6, windowMillis: 60_000 };
const taken = (allowance: Allowance, times: number, now: number) =>
  Array.from({ length: times }, () => allowance.take(rate, now)).filter(Boolean).length;

describe('an allowance', () => {
  it('gives the whole limit at once, and no more', () => {
    expect(taken(new Allowance(), 10, 1_000)).toBe(6);
  });

  it('is refilled evenly', () => {
    const allowance = new Allowance();
    taken(allowance, 6, 0);
    expect(allowance.waitMillis(rate, 0)).toBe(10_000);
    expect(taken(allowance, 6, 9_999)).toBe(0);
    expect(taken(allowance, 6, 10_000)).toBe(1);
    expect(taken(allowance, 6, 40_000)).toBe(3);
    expect(taken(allowance, 10, 1_000_000)).toBe(6);
  });

  it('tells what is left', () => {
    const allowance = new Allowance();
    expect(allowance.remaining(rate, 0)).toBe(6);
    taken(allowance, 2, 0);
    expect([allowance.remaining(rate, 0), allowance.waitMillis(rate, 0), allowance.isFull(0)]).toEqual([4, 0, false]);
    expect(allowance.isFull(20_000)).toBe(true);
  });

  it('locks nobody out for longer than a window when the clock is set back', () => {
    const allowance = new Allowance();
    taken(allowance, 6, 86_400_000);
    expect(allowance.waitMillis(rate, 0)).toBe(10_000);
    expect(taken(allowance, 1, 10_000)).toBe(1);
  });

  it('counts rates that are finer than a millisecond', () => {
    const fine = { limit: 6_000_000, windowMillis: 60_000 };
    const [allowance, now] = [new Allowance(), Date.UTC(2026, 0, 1)];
    for (let count = 0; count < 300_000; count += 1) allowance.take(fine, now);
    expect(allowance.remaining(fine, now) / fine.limit).toBeCloseTo(0.95, 2);
  });
});
