import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** Failure case 3: a new board gives new identifiers, but somebody must have fitted it. */
export function deviceSubstitution(walk: Walk, event: RecordedEvent): void {
  const { memory } = walk;
  const explained = memory.boardRepaired;
  memory.boardRepaired = false;
  if (textOf(event.data, 'reason') !== 'mainboard_replaced' || explained) return;
  raise(walk, event, {
    rule: 'device-substitution',
    severity: 'high',
    explanation:
      'Its identifiers changed with a new board, but no repair or part was reported. Report the repair, or check whether another device took its place.',
  });
}

export const boardWork = (walk: Walk, event: RecordedEvent): void => {
  const slot = textOf(event.data, 'slot');
  if (event.type === 'RepairPerformed' || slot === 'mainboard' || slot === 'board' || slot === 'motherboard') {
    walk.memory.boardRepaired = true;
  }
};
