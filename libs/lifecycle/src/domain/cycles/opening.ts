import { partyOf, type RecordedEvent } from '#kernel';
import { newCycleOfMedia } from '../axes/media.js';
import { holderOf } from '../custody/holding.js';
import { type Cycle, ENDS, type Visit } from '../journey.js';
import { isAwayForRepair, leaveUser } from '../lives/leaving.js';
import { ensureUsedBefore, isOpen } from '../lives/opening.js';
import { countryOf, type Walk } from '../walk/walk.js';
import { openCycle } from './outcome.js';

/** A device on its way to its first user is not taken in: a cycle follows use, or a past that nobody knows. */
const isUnused = ({ journey: { disposition, lives } }: Walk): boolean =>
  lives.length === 0 && (disposition === 'manufactured' || disposition === 'in_distribution');

export const hasEnded = ({ journey }: Walk): boolean => ENDS.includes(journey.disposition);

/** Opens a cycle, or a visit in the open one (catalogue, rule 4). */
export function takeIn(walk: Walk, event: RecordedEvent, reason: Cycle['reason']): void {
  const open = openCycle(walk);
  if (open === undefined && isUnused(walk)) return;
  visit(event, open ?? begin(walk, event, reason));
}

/** Work on a device that nobody reported as received: it must have come in somehow. */
export function takeInUnreceived(walk: Walk, event: RecordedEvent): void {
  if (openCycle(walk) !== undefined || isUnused(walk) || isAwayForRepair(walk) || hasEnded(walk)) return;
  if (walk.life !== undefined && isOpen(walk.life)) leaveUser(walk, event, 'for_good');
  visit(event, begin(walk, event, 'unknown'));
}

function begin(walk: Walk, event: RecordedEvent, reason: Cycle['reason']): Cycle {
  const { cycles } = walk.journey;
  if (reason !== 'overstock' && reason !== 'transfer') ensureUsedBefore(walk);
  const country = countryOf(event);
  const cycle: Cycle = {
    number: cycles.length + 1,
    reason,
    openedBy: event.id,
    openedAt: event.metadata.instant,
    visits: [],
    refurbishmentPassed: false,
    ...(country !== undefined && { country }),
  };
  cycles.push(cycle);
  const from = walk.carriage?.from ?? holderOf(walk);
  if (from === undefined) delete walk.cycleFrom;
  else walk.cycleFrom = from;
  walk.goesBack = false;
  newCycleOfMedia(walk);
  return cycle;
}

function visit(event: RecordedEvent, cycle: Cycle): void {
  const partner = partyOf(event);
  const present = cycle.visits.at(-1);
  if (present !== undefined && present.partner === partner && present.until === undefined) return;
  if (present !== undefined) present.until ??= event.metadata.instant;
  const country = countryOf(event);
  const next: Visit = {
    partner,
    from: event.metadata.instant,
    precision: event.occurredAtPrecision,
    receivedBy: event.id,
    heldFor: 0,
    ...(country !== undefined && { country }),
  };
  cycle.visits.push(next);
}
