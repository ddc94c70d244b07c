import type { RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import { dataBearing } from '../axes/media.js';
import { hasEnded } from '../cycles/opening.js';
import { endCycle } from '../cycles/outcome.js';
import type { Party } from '../journey.js';
import { backToUser, isAwayForRepair } from '../lives/leaving.js';
import { isConsumer, type Walk } from '../walk/walk.js';
import { hold } from './holding.js';

/** After a cancelled trade-in or a route back, custody at the sender or consumer ends the cycle (catalogue, rule 4). */
export function handBack(walk: Walk, event: RecordedEvent, to: Party): boolean {
  if (hasEnded(walk)) return false;
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
  if (journey.lives.length === 0) return;
  backToUser(walk, event);
  walk.user = user;
  moveTo(walk, event, 'in_use');
  dataBearing(walk);
  if (journey.custody.state !== 'in_transfer') hold(walk, event, user);
}
