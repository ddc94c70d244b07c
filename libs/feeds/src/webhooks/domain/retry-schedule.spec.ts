import { describe, expect, it } from '@jest/globals';
import { ATTEMPTS_MAX, longestPause, pauseAfter, RETRY_AFTER_MILLIS_MAX, retryAfterMillis } from './retry-schedule.js';

const HOUR = 3_600_000;
const attempts = Array.from({ length: ATTEMPTS_MAX - 1 }, (_, index) => index + 1);

describe('the pauses between attempts', () => {
  it('grow to half a day, and are drawn from nothing to the longest', () => {
    expect([1, 2, 3, 4, 9, 19].map(longestPause)).toEqual([10_000, 30_000, 90_000, 270_000, 12 * HOUR, 12 * HOUR]);
    expect([0, 0.5, 1].map((random) => pauseAfter(3, random))).toEqual([0, 45_000, 90_000]);
  });

  it('take about three days together, and then there are no more', () => {
    const days = attempts.reduce((sum, attempt) => sum + (pauseAfter(attempt, 0.5) ?? 0), 0) / (24 * HOUR);
    expect(days).toBeCloseTo(2.94, 1);
    expect(pauseAfter(ATTEMPTS_MAX, 0.5)).toBeUndefined();
  });

  it('are never shorter than the receiver asks, up to a day', () => {
    expect(pauseAfter(1, 0, 60_000)).toBe(60_000);
    expect(pauseAfter(1, 0, 100 * RETRY_AFTER_MILLIS_MAX)).toBe(RETRY_AFTER_MILLIS_MAX);
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['Thu, 26 Nov 2026 12:00:10 GMT', 10_000],
    ['Thu, 26 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    [undefined, undefined],
  ])('%s', (header, millis) => {
    expect(retryAfterMillis(header, Date.parse('2026-11-26T12:00:00Z'))).toBe(millis);
  });
});
