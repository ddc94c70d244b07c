import { type AppendRequest, type Position, platformFact } from '#event-store';
import { type Day, type JsonObject, type Month, shortDigest } from '#kernel';
import { CALENDAR_STREAM } from './calendar.js';

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
export const closingRequest = (
  { type, data, reference }: Closing,
  place: { id: string; nowMillis: number; lastRevision: number },
): AppendRequest =>
  platformFact(
    {
      stream: CALENDAR_STREAM,
      type,
      data,
      reference,
      digest: `1:${shortDigest(JSON.stringify([type, reference]))}`,
    },
    place,
  );
