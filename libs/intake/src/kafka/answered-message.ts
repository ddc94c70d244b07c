import { batchItem, type Outcome } from '#lifecycle';
import { shortened } from '../domain/short-answer.js';
import { type MessagePlace, placeText } from './message-place.js';

/** What became of one message. */
export interface AnsweredMessage {
  place: MessagePlace;
  reference: string | null;
  outcome: Outcome;
}

/** The same JSON as an item of a batch over HTTP, with the place of the message that it answers. */
export function resultOf({ place, reference, outcome }: AnsweredMessage): object {
  const told = outcome.outcome === 'refused' ? { ...outcome, errors: shortened(outcome.errors) } : outcome;
  return { ...batchItem(told, reference ?? undefined, `urn:circulog:kafka:${placeText(place)}`), source: place };
}
