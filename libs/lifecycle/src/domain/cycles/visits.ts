import { partyOf, type RecordedEvent } from '#kernel';
import type { Visit } from '../journey.js';
import type { Walk } from '../walk/walk.js';
import { openCycle } from './outcome.js';

const presentVisit = (walk: Walk): Visit | undefined => {
  const last = openCycle(walk)?.visits.at(-1);
  return last?.until === undefined ? last : undefined;
};

/** The first time in the visit that the device could be sold: turnaround ends here. */
export function ready(walk: Walk, event: RecordedEvent): void {
  const visit = presentVisit(walk);
  if (visit === undefined || visit.readyAt !== undefined) return;
  pauseHold(walk, event);
  visit.readyAt = event.metadata.instant;
  visit.readyPrecision = event.occurredAtPrecision;
  visit.readyBy = event.id;
}

export function holdPlaced(walk: Walk, event: RecordedEvent): void {
  walk.holdSince ??= event.metadata.instant;
}

export function holdReleased(walk: Walk, event: RecordedEvent): void {
  pauseHold(walk, event);
  delete walk.holdSince;
}

/** Time on hold is taken out of the turnaround (metrics). */
function pauseHold(walk: Walk, event: RecordedEvent): void {
  const visit = presentVisit(walk);
  if (walk.holdSince === undefined || visit === undefined || visit.readyAt !== undefined) return;
  visit.heldFor += Math.max(0, event.metadata.instant - Math.max(walk.holdSince, visit.from));
}

/** Custody leaves the partner: its visit is over. */
export function leaveVisit(walk: Walk, event: RecordedEvent): void {
  const visit = presentVisit(walk);
  if (visit?.partner === partyOf(event)) visit.until = event.metadata.instant;
}
