import type { Failure } from '#kernel';
import { batchItem, type Outcome } from '#lifecycle';
import { type MessagePlace, placeText } from './message-place.js';

/** What became of one message. */
export interface AnsweredMessage {
  place: MessagePlace;
  reference: string | null;
  outcome: Outcome;
}

/** A broker takes a megabyte; what a partner sent must not make its own answer too long to be told. */
const FAILURES_MAX = 50;
const TEXT_LENGTH_MAX = 500;
const REFERENCE_LENGTH_MAX = 128;

/** The same JSON as an item of a batch over HTTP, with the place of the message that it answers. */
export function resultOf({ place, reference, outcome }: AnsweredMessage): object {
  const told = outcome.outcome === 'refused' ? { ...outcome, errors: shortened(outcome.errors) } : outcome;
  return { ...batchItem(told, reference ?? undefined, `urn:circulog:kafka:${placeText(place)}`), source: place };
}

/** As much of a reference as is kept and told: a report may have come with any. */
export const shortReference = (reference: string | undefined): string | null =>
  reference?.slice(0, REFERENCE_LENGTH_MAX) ?? null;

export const shortened = (failures: readonly Failure[]): Failure[] =>
  failures.slice(0, FAILURES_MAX).map((failure) => ({
    ...failure,
    pointer: failure.pointer.slice(0, TEXT_LENGTH_MAX),
    detail: failure.detail.slice(0, TEXT_LENGTH_MAX),
  }));
