import { describe, expect, it } from '@jest/globals';
import { arrive, both, expectSame, historyOf } from './arrive.js';
import { tellSecondViews } from './second-views.js';

describe('the same facts and second views', () => {
  it.each([0, 1, 2, 3])('do so with merges in a circle, retracted or not, and splits (%i)', async (seed) => {
    const told = historyOf('duplicates', seed + 50);
    const first = await arrive(told, seed * 307 + 1, false);
    const second = await arrive(told, seed * 401 + 1, true);
    await both(first, second, async () => {
      const views = await tellSecondViews(first, seed, seed);
      expect(views).toBeGreaterThan(2);
      expect(await tellSecondViews(second, seed, seed + 1)).toBe(views);
      await first.caughtUp();
      await second.caughtUp();
      await expectSame(first, second);
    });
  });

  it("do so through the projector's thread, where everything is projected at once", async () => {
    const told = historyOf('out-of-order', 77);
    const first = await arrive(told, 11, false);
    const second = await arrive(told, 13, true, 'thread');
    await both(first, second, async () => {
      await tellSecondViews(first, 3, 5);
      await tellSecondViews(second, 3, 6);
      await first.caughtUp();
      await second.caughtUp();
      await expectSame(first, second);
    });
  });
});
