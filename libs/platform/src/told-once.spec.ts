import { describe, expect, it } from '@jest/globals';
import { ToldOnce } from './told-once.js';

describe('what is told once', () => {
  it('is told at first, and a minute later with how often it was not', () => {
    let now = 0;
    const told = new ToldOnce(() => now);
    expect([told.news('full'), told.news('full'), told.news('full'), told.news('down')]).toEqual([
      1,
      undefined,
      undefined,
      1,
    ]);
    now = 60_000;
    expect([told.news('full'), told.news('full')]).toEqual([3, undefined]);
  });

  it('is news again rather than remembered without end', () => {
    const told = new ToldOnce(() => 0);
    for (let index = 0; index < 100; index += 1) told.news(`${index}`);
    expect([told.news('99'), told.news('100'), told.news('99')]).toEqual([undefined, 1, 1]);
  });
});
