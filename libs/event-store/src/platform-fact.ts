import { derivedId, instantOf, isoOf, type JsonObject, type NewEvent } from '#kernel';
import type { AppendRequest } from './port.js';

/** Who records what Circulog itself states, such as that a day is closed. */
const PLATFORM = 'circulog';

export interface PlatformFact {
  stream: string;
  type: string;
  data: JsonObject;
  /** Derived from what is stated, so that it is stated once (CONTRACTS P8). */
  reference: string;
  /** Of what is stated, with its version. */
  digest: string;
}

/** Key under which the statement is reserved. */
export const platformFactKey = (reference: string) => ({
  scope: 'reference' as const,
  key: `${PLATFORM}/${reference}`,
});

/** One event and the reservation of its reference, right after the stream's last event. */
export function platformFact(
  { stream, type, data, reference, digest }: PlatformFact,
  { id, nowMillis, lastRevision }: { id: string; nowMillis: number; lastRevision: number },
): AppendRequest {
  const occurredAt = isoOf(instantOf(nowMillis));
  const event: NewEvent = {
    id,
    type,
    schemaVersion: 1,
    occurredAt,
    occurredAtPrecision: 'second',
    recordedBy: PLATFORM,
    confidence: 'asserted',
    data,
    metadata: {
      correlationId: derivedId(id, 'correlation'),
      submissionId: id,
      channel: 'platform',
      reference,
      digest,
      instant: instantOf(nowMillis),
      date: occurredAt.slice(0, 10),
      addressedBy: [],
    },
  };
  const reservation = { ...platformFactKey(reference), expected: null, holder: `${id} ${stream} ${digest}` };
  return { stream, expectedRevision: lastRevision, events: [event], reservations: [reservation] };
}
