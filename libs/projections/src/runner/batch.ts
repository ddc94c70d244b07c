import type { EventLog, LoggedEvent, Position } from '#event-store';
import type { Month } from '#kernel';

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
  /** Not beyond this position, where another build waits to go on together. */
  until: Position | undefined;
}

/** The next events after a position. A batch ends where a period closes, so that changes know on which side they are. */
export async function readBatch(
  events: EventLog,
  after: Position | null,
  { eventsMax, until }: BatchLimits,
): Promise<Batch | undefined> {
  const read = await events.readAll(after, eventsMax);
  const reachedEnd = read.length < eventsMax;
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
