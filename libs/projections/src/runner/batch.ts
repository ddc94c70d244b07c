import type { EventLog, LoggedEvent, Position } from '#event-store';
import type { Month, RecordedEvent } from '#kernel';
import { BATCH_PAGE_EVENTS } from './limits.js';

/** What an event takes beside its payload. */
const ENVELOPE_BYTES = 1_024;

export interface Batch {
  events: readonly LoggedEvent[];
  /** Position of the last event. */
  position: Position;
  /** The end of the log was in sight when it was read. */
  reachedEnd: boolean;
  /** Month that its last event closes. */
  closes?: Month;
}

interface BatchLimits {
  eventsMax: number;
  bytesMax: number;
  /** Not beyond this position, where another build waits to go on together. */
  until: Position | undefined;
}

/**
 * The next events after a position, in pages until there are enough or they take enough room: a page more than
 * `bytesMax` at most. A batch ends where a period closes, so that changes know on which side they are.
 */
export async function readBatch(
  events: EventLog,
  after: Position | null,
  { eventsMax, bytesMax, until }: BatchLimits,
): Promise<Batch | undefined> {
  const { read, reachedEnd } = await readPages(events, after, { eventsMax, bytesMax });
  const within = until === undefined ? read : read.filter(({ position }) => events.compare(position, until) <= 0);
  const closing = within.findIndex(({ event }) => event.type === 'PeriodClosed');
  const batch = closing < 0 ? within : within.slice(0, closing + 1);
  const last = batch.at(-1);
  if (last === undefined) return undefined;
  const period = last.event.type === 'PeriodClosed' ? last.event.data.period : undefined;
  return {
    events: batch,
    position: last.position,
    reachedEnd: reachedEnd && batch.length === read.length,
    ...(typeof period === 'string' ? { closes: period } : {}),
  };
}

async function readPages(
  events: EventLog,
  after: Position | null,
  { eventsMax, bytesMax }: Omit<BatchLimits, 'until'>,
): Promise<{ read: LoggedEvent[]; reachedEnd: boolean }> {
  const read: LoggedEvent[] = [];
  let bytes = 0;
  while (read.length < eventsMax && bytes < bytesMax) {
    const limit = Math.min(BATCH_PAGE_EVENTS, eventsMax - read.length);
    const page = await events.readAll(read.at(-1)?.position ?? after, limit);
    read.push(...page);
    if (page.length < limit) return { read, reachedEnd: true };
    for (const { event } of page) bytes += roomOf(event);
  }
  return { read, reachedEnd: false };
}

/** About the length of an event's canonical text, of which only these fields can be long. */
const roomOf = ({ data, evidence }: RecordedEvent): number =>
  ENVELOPE_BYTES + JSON.stringify(data).length + (evidence === undefined ? 0 : JSON.stringify(evidence).length);
