import type { RecordedEvent, Refusal } from '#kernel';
import { isOperator } from './authorise.js';
import type { Prepared } from './prepared.js';
import { refused } from './refuse.js';

/** Events of one sender in one stream: every report on a device folds its whole history, whoever made it long. */
export const EVENTS_OF_SENDER_MAX = 1_000;

/** Counted by sender, so that nobody can keep others from reporting on a device by filling it up. */
export function crowdedStream({ sender }: Pick<Prepared, 'sender'>, stream: readonly RecordedEvent[]) {
  if (stream.length < EVENTS_OF_SENDER_MAX || isOperator(sender)) return undefined;
  const own = stream.filter(({ recordedBy }) => recordedBy === sender.id).length;
  return own < EVENTS_OF_SENDER_MAX ? undefined : tooManyEvents();
}

const tooManyEvents = (): Refusal =>
  refused(422, {
    pointer: '/device',
    rule: 'too-many-events',
    detail: `There are ${EVENTS_OF_SENDER_MAX} events of yours on this already.`,
    hint: 'Report what changes a device’s journey, not its telemetry; an operator goes beyond.',
  });
