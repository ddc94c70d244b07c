import type { RecordedEvent } from '#kernel';
import { partyOf } from '#kernel';
import type { Cycle, CycleOutcome } from '../journey.js';
import type { Walk } from '../walk/walk.js';

export const openCycle = ({ journey: { cycles } }: Walk): Cycle | undefined => {
  const last = cycles.at(-1);
  return last?.outcome === undefined ? last : undefined;
};

/** The one outcome of the open cycle, at the partner in whose visit it happened (catalogue, rule 4). */
export function endCycle(walk: Walk, event: RecordedEvent, outcome: CycleOutcome): Cycle | undefined {
  const cycle = openCycle(walk);
  if (cycle === undefined) return undefined;
  const { instant } = event.metadata;
  cycle.outcome = outcome;
  cycle.outcomeBy = event.id;
  cycle.outcomeAt = instant;
  const visit = cycle.visits.at(-1);
  cycle.outcomePartner = visit?.partner ?? partyOf(event);
  if (visit !== undefined) visit.until ??= instant;
  return cycle;
}

/** A cancelled sale, or a found device: the cycle is open again. */
export function reopenCycle(walk: Walk, by: string): void {
  const cycle = walk.journey.cycles.at(-1);
  if (cycle === undefined || cycle.outcomeBy !== by) return;
  delete cycle.outcome;
  delete cycle.outcomeBy;
  delete cycle.outcomeAt;
  delete cycle.outcomePartner;
  const visit = cycle.visits.at(-1);
  if (visit !== undefined) delete visit.until;
}
