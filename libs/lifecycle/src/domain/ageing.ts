import { dayOf, type Micros } from '#kernel';
import { deliver, enterUse, userOf } from './lives/use.js';
import type { Walk } from './walk/walk.js';

/**
 * What time alone changes by the moment that was asked for: a sale is taken to be delivered after three days, a grade
 * goes stale. Without such a moment nothing ages, since no clock is read in a fold (CONTRACTS P1).
 */
export function ageTo(walk: Walk, asOf: Micros | undefined): void {
  if (asOf === undefined) return;
  const { journey, life } = walk;
  const today = dayOf(asOf);
  for (const grade of journey.grades) if (grade.staleAt < today) grade.state = 'stale';
  if (journey.disposition !== 'sold_in_transit' || life?.openedAt === undefined || !life.openingInferred) return;
  if (life.openedAt > asOf) return;
  const { openedAt } = life;
  deliver(walk, openedAt, true);
  enterUse(walk, openedAt, userOf(walk));
}
