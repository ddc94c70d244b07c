import type { FeedPosition, FeedSource } from '../domain/index.js';
import { AHEAD, type LiveRing } from './live-ring.js';
import { type WrittenStep, writtenStep } from './written-step.js';

/** Steps handed over at once. */
const STEPS_MAX = 256;

/** The reader was slower than the feed for longer than the ring remembers. */
export class FellBehind extends Error {
  override readonly name = 'FellBehind';
}

/**
 * All steps after a place, none missing and none twice: read by itself until the ring holds what follows, and from
 * there on out of the ring. `after: 'now'`: from the ring's end. Throws `FellBehind`.
 */
export async function* followFeed(
  { ring, source }: { ring: LiveRing; source: FeedSource },
  after: FeedPosition | null | 'now',
  signal: AbortSignal,
): AsyncGenerator<readonly WrittenStep[], void, undefined> {
  let place = after === 'now' ? ring.reached : after;
  let number = after === 'now' ? ring.end : found(ring, place);
  if (number === undefined) {
    for await (const steps of source.read(place, signal)) {
      yield steps.map(writtenStep);
      place = steps.at(-1)?.reached ?? place;
      number = found(ring, place);
      if (number !== undefined) break;
    }
  }
  while (!signal.aborted && number !== undefined) {
    if (number === AHEAD) {
      await ring.moved(signal);
      number = found(ring, place);
      continue;
    }
    const steps = ring.from(number, STEPS_MAX);
    if (steps === undefined) throw new FellBehind('It was read more slowly than the feed goes on.');
    if (steps.length === 0) await ring.moved(signal);
    else yield steps;
    number += steps.length;
  }
}

/** The place of a log that this one was copied from means something to the source alone. */
function found(ring: LiveRing, place: FeedPosition | null) {
  try {
    return ring.find(place);
  } catch (error) {
    if (error instanceof Error && error.name === 'ForeignPosition') return undefined;
    throw error;
  }
}
