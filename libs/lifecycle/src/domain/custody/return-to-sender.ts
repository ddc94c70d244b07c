import type { RecordedEvent } from '#kernel';
import { dataBearing } from '../axes/media.js';
import { endCycle } from '../cycles/outcome.js';
import type { Party } from '../journey.js';
import { backToUser, isAwayForRepair } from '../lives/leaving.js';
import { isConsumer, type Walk } from '../walk/walk.js';
import { holdSilently } from './holding.js';

/** After a cancelled trade-in or a route back, custody at the sender or consumer ends the cycle (catalogue, rule 4). */
export function handBack(walk: Walk, event: RecordedEvent, to: Party): boolean {
  if (walk.goesBack && (isConsumer(to) || to === walk.cycleFrom)) {
    endCycle(walk, event, 'returned_to_sender');
    walk.goesBack = false;
    inUseAgain(walk, event, to);
    return true;
  }
  if (!isAwayForRepair(walk) || (walk.user !== to && !isConsumer(to))) return false;
  inUseAgain(walk, event, walk.user ?? to);
  return true;
}

function inUseAgain(walk: Walk, event: RecordedEvent, user: Party): void {
  const { journey } = walk;
  const { instant } = event.metadata;
  if (journey.lives.length === 0) return;
  backToUser(walk, event);
  walk.user = user;
  journey.disposition = 'in_use';
  journey.dispositionSince = instant;
  dataBearing(walk);
  if (journey.custody.state !== 'in_transfer') holdSilently(walk, user, instant);
}
