import type { RecordedEvent } from '#kernel';
import type { Walk } from '../walk/walk.js';
import { closeLife, ensureUsedBefore, isOpen } from './opening.js';

export type Away = 'for_good' | 'for_repair' | 'end_of_rental';

/** The device leaves its user: the life ends with the custody, not with the order (catalogue, rule 3). */
export function leaveUser(walk: Walk, event: RecordedEvent, away: Away): void {
  ensureUsedBefore(walk);
  const { life } = walk;
  if (life !== undefined && isOpen(life)) {
    if (away === 'for_good') closeLife(life, event, 'left_user');
    else if (life.pauses.at(-1)?.until !== undefined || life.pauses.length === 0) {
      life.pauses.push({ from: event.metadata.instant });
    }
  }
  walk.awayForRepair = away === 'for_repair';
  if (away !== 'for_repair') delete walk.user;
}

/** The device is back with the user that it belongs to: a pause ends, a life that a cancelled trade-in ended goes on. */
export function backToUser(walk: Walk, event: RecordedEvent): void {
  const { life } = walk;
  walk.awayForRepair = false;
  if (life === undefined || life.voidedBy !== undefined) return;
  const { instant } = event.metadata;
  if (life.closedAt !== undefined) {
    life.pauses.push({ from: life.closedAt, until: instant });
    delete life.closedAt;
    delete life.closedBy;
    delete life.closedReason;
    return;
  }
  const pause = life.pauses.at(-1);
  if (pause !== undefined && pause.until === undefined) pause.until = instant;
}

/** The end of a rental pauses a life as well, but nobody waits for the device then. */
export const isAwayForRepair = ({ life, awayForRepair }: Walk): boolean =>
  awayForRepair && life !== undefined && isOpen(life);
