import type { Journey, PartChange, Sale } from '#lifecycle/domain';
import { countedLives } from './counted-lives.js';
import { isReused } from './reused-part.js';

/** Sales to users that held: neither cancelled nor returned in their window. */
export const unitsSold = ({ sales }: Journey): Sale[] =>
  sales.filter(
    ({ buyerKind, cancelledBy, returned }) =>
      buyerKind !== 'trade' && cancelledBy === undefined && returned?.inWindow !== true,
  );

/** A unit that nobody had before is new, whoever sells it. */
export function wasUsedBefore(journey: Journey, { eventId, kind }: Sale): boolean {
  if (kind === 'new') return false;
  const life = countedLives(journey).find(({ openedBy }) => openedBy === eventId);
  return life === undefined || life.ordinal > 1;
}

/** New parts put into a unit in the cycle that its sale ended. */
export const newPartsOf = ({ parts }: Journey, { at, cycle }: Sale): PartChange[] =>
  parts.filter((part) => part.change === 'installed' && !isReused(part) && part.at <= at && part.cycle === cycle);
