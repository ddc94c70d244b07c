import { describe, it } from '@jest/globals';
import { FAILURE_NAMES } from '#fleet';
import { arrive, both, expectSame, historyOf } from './arrive.js';

describe('the same facts', () => {
  it.each(FAILURE_NAMES)(
    'give the same journeys, standings and measures in any order of arrival (%s)',
    async (failure) => {
      const seed = FAILURE_NAMES.indexOf(failure) + 1;
      const told = historyOf(failure, seed);
      const first = await arrive(told, seed * 101, false);
      const second = await arrive(told, seed * 211, true);
      await both(first, second, () => expectSame(first, second));
    },
  );
});
