import type { Journey } from '#lifecycle/domain';
import { type CountedLife, countedLives } from './counted-lives.js';
import { contribution, described, type MeasureFamily } from './measure.js';

/**
 * For which groupings a life is its device's first one, so that devices can be counted exactly by seller, by country,
 * by both or by neither: `network` is first for all of them, `seller-and-country` for each of the two, `seller` and
 * `country` for that one, `pair` only for the combination.
 */
export type FirstFor = 'network' | 'seller-and-country' | 'seller' | 'country' | 'pair' | 'none';

/** Lives by month of opening; one of unknown start stands in the month in which its device was first reported. */
export const livesMeasures: MeasureFamily = {
  measures: [{ name: 'lives', unit: 'count', summary: 'Lives opened and not voided.' }],
  contributions(journey: Journey) {
    const lives = countedLives(journey);
    return lives.flatMap((life, index) => {
      const at = life.openedAt ?? journey.firstCounted?.at;
      if (at === undefined) return [];
      const { seller, country, observation, kind } = life;
      return contribution({
        measure: 'lives',
        at,
        effectiveOn: life.inferred ? undefined : life.windowEndsOn,
        because: [life.openedBy ?? journey.firstCounted?.eventId],
        dimensions: {
          partner: seller,
          country,
          ...described(journey),
          observation,
          kind,
          firstFor: firstFor(life, lives.slice(0, index)),
        },
      });
    });
  },
};

function firstFor(life: CountedLife, before: CountedLife[]): FirstFor {
  if (before.length === 0) return 'network';
  const seller = before.every((other) => other.seller !== life.seller);
  const country = before.every((other) => other.country !== life.country);
  if (seller && country) return 'seller-and-country';
  if (seller) return 'seller';
  if (country) return 'country';
  return before.every((other) => other.seller !== life.seller || other.country !== life.country) ? 'pair' : 'none';
}
