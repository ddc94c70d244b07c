import { type EventLog, ForeignPosition, type Position } from '#event-store';
import type { FeedPosition } from '../domain/index.js';

/**
 * Where to go on in this log. A position of the log that this one was copied from means nothing here (CONTRACTS R7):
 * the last published event, whose id the copy kept, says where it is. Throws `ForeignPosition` where it is not here.
 */
export async function placeInLog(log: EventLog, reached: FeedPosition | null): Promise<Position | null> {
  if (reached === null) return null;
  if (reached.position.startsWith(`${log.epoch}:`)) return reached.position;
  const event = reached.eventId === null ? undefined : await log.readEvent(reached.eventId);
  if (event === undefined) throw new ForeignPosition(reached.position, log.epoch);
  return event.position;
}
