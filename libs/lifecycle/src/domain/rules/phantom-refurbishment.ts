import { partyOf, type RecordedEvent } from '#kernel';
import { hasPassed } from '../cycles/cycles.js';
import { raise } from '../findings/raise.js';
import type { Leg } from '../journey.js';
import { textOf } from '../set/payload.js';
import { senderOf, type Walk } from '../walk/walk.js';

/** Failure case 24: a refurbishment by somebody who never had the device, in no time, or that mended nothing. */
export function phantomRefurbishment(walk: Walk, event: RecordedEvent): void {
  if (textOf(event.data, 'outcome') !== 'pass') return;
  const reason = whyDoubtful(walk, event);
  if (reason === undefined) return;
  raise(walk, event, {
    rule: 'phantom-refurbishment',
    severity: 'high',
    explanation: `${reason} Report what is missing, or retract the refurbishment.`,
  });
}

function whyDoubtful({ journey, memory }: Walk, event: RecordedEvent): string | undefined {
  const self = senderOf(event);
  const startedAt = memory.startedAt.get(partyOf(event));
  const isSaid = ({ to, state }: Leg) => to === self && state !== 'rejected';
  const had = journey.relations.held.includes(partyOf(event)) || journey.legs.some(isSaid);
  if (!had && journey.custody.state === 'held' && journey.custody.party !== self) {
    return 'The refurbisher never had the device as far as is known.';
  }
  if (startedAt === event.metadata.instant && event.occurredAtPrecision === 'second') {
    return 'It was begun and completed at the same moment.';
  }
  if (memory.failedTest !== undefined && !memory.repairedSinceFailure) {
    return 'The last test failed, and no repair or part was reported since.';
  }
  return undefined;
}

export const noteTest = (walk: Walk, event: RecordedEvent): void => {
  const { memory } = walk;
  if (!hasPassed(event)) {
    memory.failedTest = event.id;
    memory.repairedSinceFailure = false;
  } else delete memory.failedTest;
};

export const noteRepair = ({ memory }: Walk): void => {
  memory.repairedSinceFailure = true;
};
