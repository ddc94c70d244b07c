import { type Activity, activitiesOf, type DatedActivity, inventoryOf } from '#impact/domain';
import { MICROS_PER_DAY, type Micros, startOfDay } from '#kernel';
import type { Journey } from '#lifecycle/domain';
import { type CountedLife, countedLives } from './counted-lives.js';

/** What was done for a life: before it, since the life before opened, and while the device was away from its user. */
export interface DoneForLife {
  activities: readonly DatedActivity[];
  /** The dimension that lives with the same kinds of activities share. */
  inventory: string;
}

const NOTHING: ReadonlyMap<number, DoneForLife> = new Map();

/**
 * By the ordinal of the life. Every activity belongs to one: to the life that it interrupts, else to the next that opens.
 * What was done for a sale that was voided falls to the life that came of it after all; what came before the first life
 * made the device.
 */
export function doneForLives(journey: Journey): ReadonlyMap<number, DoneForLife> {
  const lives = countedLives(journey);
  if (lives.length < 2) return NOTHING;
  const places = lives.map((life) => ({ life, opening: openingOf(journey, life), activities: [] as DatedActivity[] }));
  for (const activity of activitiesOf(journey)) {
    const place =
      places.find(({ life }) => isAwayAt(life, activity.at)) ??
      places.find(({ life, opening }) => activity.entry < opening || activity.at <= readyUntil(life));
    place?.activities.push(activity);
  }
  return new Map(
    places.map(({ life, activities }) => [
      life.ordinal,
      { activities, inventory: inventoryOf([...activities, ...unmetered(life, activities)]) },
    ]),
  );
}

/** Place of the event that opened a life among the journey's entries; -1: none did. */
const openingOf = ({ entries }: Journey, { openedBy }: CountedLife): number =>
  openedBy === undefined ? -1 : entries.findIndex(({ event }) => event.id === openedBy);

/** An absence that ended the life served what came after it. */
const isAwayAt = ({ pauses, closedAt }: CountedLife, at: Micros): boolean =>
  pauses.some(({ from, until = Number.POSITIVE_INFINITY }) => at >= from && at <= until && until !== closedAt);

/** A delivery that nobody reported may have come later than is taken for granted: its scans still lead to this life. */
function readyUntil({ openedAt, openingInferred, windowEndsOn, closedAt }: CountedLife): Micros {
  if (openedAt === undefined) return Number.NEGATIVE_INFINITY;
  if (!openingInferred || windowEndsOn === undefined) return openedAt;
  return Math.min(closedAt ?? Number.POSITIVE_INFINITY, startOfDay(windowEndsOn) + MICROS_PER_DAY);
}

/** No refurbishment took nothing. */
const unmetered = ({ cycleOutcome }: CountedLife, activities: readonly Activity[]): Activity[] =>
  cycleOutcome === 'refurbished' && !activities.some(({ kind }) => kind === 'energy') ? [{ kind: 'energy' }] : [];
