import { addDays, dayOf, MICROS_PER_DAY, type Micros, type RecordedEvent } from '#kernel';
import type { Life } from '../journey.js';
import type { Walk } from '../walk/walk.js';

/** Without a known delivery a shipped device is taken to be in use three days after its sale (catalogue, rule 3). */
export const INFERRED_DELIVERY: Micros = 3 * MICROS_PER_DAY;
export const DEFAULT_WINDOW_DAYS = 30;

export interface Opening {
  kind: Life['kind'];
  at?: Micros;
  openingInferred: boolean;
  inferred?: boolean;
  windowDays?: number;
  seller?: string | undefined;
  marketplace?: string | undefined;
  country?: string | undefined;
  replacementFor?: string;
}

/** Opens the next life; one that nobody reported as ended ends where the next begins. */
export function openLife(walk: Walk, event: RecordedEvent | undefined, opening: Opening): Life {
  const { lives } = walk.journey;
  const { life: previous } = walk;
  if (previous !== undefined && isOpen(previous) && event !== undefined) closeLife(previous, event, 'left_user');
  const life: Life = {
    number: lives.length + 1,
    kind: opening.kind,
    inferred: opening.inferred ?? false,
    openingInferred: opening.openingInferred,
    pauses: [],
  };
  if (event !== undefined && opening.inferred !== true) life.openedBy = event.id;
  if (opening.seller !== undefined) life.seller = opening.seller;
  if (opening.marketplace !== undefined) life.marketplace = opening.marketplace;
  if (opening.country !== undefined) life.country = opening.country;
  if (opening.replacementFor !== undefined) life.replacementFor = opening.replacementFor;
  if (opening.at !== undefined) setOpening(life, opening.at, opening.windowDays);
  lives.push(life);
  walk.life = life;
  walk.awayForRepair = false;
  return life;
}

export function setOpening(life: Life, at: Micros, windowDays: number | undefined): void {
  life.openedAt = at;
  if (windowDays !== undefined) life.windowEndsOn = addDays(dayOf(at), windowDays);
}

export const isOpen = (life: Life): boolean => life.closedAt === undefined && life.voidedBy === undefined;

export function closeLife(life: Life, event: RecordedEvent, reason: NonNullable<Life['closedReason']>): void {
  life.closedAt = Math.max(event.metadata.instant, life.openedAt ?? event.metadata.instant);
  life.closedBy = event.id;
  life.closedReason = reason;
  const pause = life.pauses.at(-1);
  if (pause !== undefined && pause.until === undefined) pause.until = life.closedAt;
}

/** A device first seen used has had a life of which only the end is known (catalogue, rule 3). */
export function ensureUsedBefore(walk: Walk): void {
  if (walk.journey.lives.length > 0) return;
  openLife(walk, undefined, { kind: 'first_seen_used', openingInferred: true, inferred: true });
}
