import type { AppendRequest, Position } from '#event-store';
import {
  type Day,
  derivedId,
  instantOf,
  isoOf,
  type JsonObject,
  type Month,
  type NewEvent,
  shortDigest,
} from '#kernel';
import { CALENDAR_STREAM } from './calendar.js';

const PLATFORM = 'circulog';

interface Closing {
  type: 'DayClosed' | 'PeriodClosed';
  data: JsonObject;
  /** Derived from what is closed, so that it is closed once (CONTRACTS P8). */
  reference: string;
}

export const dayClosing = (day: Day): Closing => ({ type: 'DayClosed', data: { day }, reference: `day-closed/${day}` });

export const periodClosing = (period: Month, asOfPosition: Position): Closing => ({
  type: 'PeriodClosed',
  data: { period, asOfPosition },
  reference: `period-closed/${period}`,
});

/** One event and the reservation of its reference, right after the calendar's last event. */
export function closingRequest(
  { type, data, reference }: Closing,
  { id, nowMillis, lastRevision }: { id: string; nowMillis: number; lastRevision: number },
): AppendRequest {
  const occurredAt = isoOf(instantOf(nowMillis));
  const date = occurredAt.slice(0, 10);
  const digest = `1:${shortDigest(JSON.stringify([type, reference]))}`;
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
      date,
      addressedBy: [],
    },
  };
  const holder = `${id} ${CALENDAR_STREAM} ${digest}`;
  return {
    stream: CALENDAR_STREAM,
    expectedRevision: lastRevision,
    events: [event],
    reservations: [{ scope: 'reference', key: `${PLATFORM}/${reference}`, expected: null, holder }],
  };
}
