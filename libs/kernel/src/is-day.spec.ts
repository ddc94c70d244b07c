import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDay } from './time.js';

/** What the platform's calendar says of it. */
const isDayByDate = (text: string): boolean => {
  const millis = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(millis) && new Date(millis).toISOString().slice(0, 10) === text;
};

describe('a calendar day', () => {
  it('is what the platform’s calendar has', () => {
    const text = fc
      .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }))
      .map(([year, month, day]) =>
        [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'),
      );
    fc.assert(
      fc.property(text, (given) => isDay(given) === isDayByDate(given)),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2024-2-29', false],
    ['2024-02-29T00:00:00Z', false],
    [' 2024-02-29', false],
  ])('%s: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});
