import { randomUUID } from 'node:crypto';
import type { AppendRequest, Reservation } from '../port.js';
import { type PreparedEvent, sealEvent } from '../seal.js';
import type { KeyState } from './fates.js';
import { type Claim, keyBeside, keyStream, type Plan } from './plan.js';
import type { SealedRecord } from './stored-event.js';
import type { Tail } from './stream-tails.js';

/** Scope under which event ids are claimed, as reservations are: an id is one event's in the whole log. */
export const EVENT_ID_SCOPE = 'event';

/** A request with its events in canonical form. */
export interface PreparedRequest extends AppendRequest {
  prepared: readonly PreparedEvent[];
}

/** What a request claims: its event ids first, then its reservations, each with what it expects. */
export interface Wanted {
  stream: string;
  scope: string;
  key: string;
  expected: string | null;
  holder: string;
}

export function wantedBy({ stream, events, reservations }: AppendRequest): Wanted[] {
  const ids = events.map(({ id }) => claimOf({ scope: EVENT_ID_SCOPE, key: id, expected: null, holder: stream }));
  return [...ids, ...reservations.map((one: Reservation) => claimOf(one))];
}

const claimOf = ({ scope, key, expected, holder }: Omit<Wanted, 'stream'>): Wanted => ({
  stream: keyStream(scope, key),
  scope,
  key,
  expected,
  holder,
});

/** `undefined` for a request that has nothing to write. */
export function makePlan(
  request: PreparedRequest,
  { tail, wanted, states, now }: { tail: Tail; wanted: readonly Wanted[]; states: readonly KeyState[]; now: string },
): Plan | undefined {
  const [primary, ...others] = wanted.map(({ stream, key, expected, holder }, index): Claim => {
    return { stream, revision: (states[index]?.revision ?? -1) + 1, holder, previous: expected, ...keyBeside(key) };
  });
  if (primary === undefined) return undefined;
  // One order for all, so that of two with crossed keys one gets ahead.
  others.sort((a, b) => (a.stream < b.stream ? -1 : 1));
  return {
    attempt: randomUUID(),
    stream: request.stream,
    expectedRevision: request.expectedRevision,
    events: sealed(request, tail, now > tail.recordedAt ? now : tail.recordedAt),
    claims: [primary, ...others],
  };
}

function sealed({ events, prepared }: PreparedRequest, tail: Tail, recordedAt: string): SealedRecord[] {
  let previous = tail.hash;
  return prepared.map((event, index) => {
    const { text, hash } = sealEvent(event, previous, recordedAt);
    previous = hash;
    return { id: event.id, type: events[index]?.type ?? '', text, hash };
  });
}
