import type { Journey } from '#lifecycle/domain';
import { countedLives } from './counted-lives.js';
import { doneForLives } from './done-for-lives.js';
import { contribution, described, type MeasureFamily } from './measure.js';
import { attributions, reuseCredit } from './reuse-credit.js';

/** Lives that may be credited with avoided impact, by the month in which they opened. */
export const qualifyingLivesMeasures: MeasureFamily = {
  measures: [
    { name: 'qualifyingLives', unit: 'count', summary: 'Lives that may be credited with avoided impact.' },
    { name: 'qualifyingLivesUnknown', unit: 'count', summary: 'Lives for which that is not known, by reason.' },
  ],
  contributions: (journey: Journey) => {
    const done = doneForLives(journey);
    return countedLives(journey).flatMap((life) => {
      const credit = reuseCredit(journey, life);
      const at = life.openedAt ?? journey.firstCounted?.at;
      if (credit.credit === 'none' || at === undefined) return [];
      const cell = { at, effectiveOn: life.inferred ? undefined : life.windowEndsOn, because: [life.openedBy] };
      const dimensions = { ...attributions(life), country: life.country, ...described(journey) };
      return credit.credit === 'qualified'
        ? contribution({
            ...cell,
            measure: 'qualifyingLives',
            dimensions: { ...dimensions, outcome: credit.outcome, inventory: done.get(life.ordinal)?.inventory },
          })
        : contribution({
            ...cell,
            measure: 'qualifyingLivesUnknown',
            dimensions: { ...dimensions, reason: credit.reason },
          });
    });
  },
};
