import type { RecordedEvent } from '#kernel';
import { isOfLine, orderSubjectsOf } from '../set/links.js';
import type { Axis, Walk } from '../walk/walk.js';

/** Orders are not devices; a receipt says which order brought this one (catalogue, rule 12). */
function link(walk: Walk, event: RecordedEvent): void {
  const named = orderSubjectsOf(event);
  const known = named.find(({ subject, lineRef }) =>
    walk.history.events.some((other) => isOfLine(other, subject, lineRef)),
  );
  const chosen = known ?? named[0];
  if (chosen !== undefined) walk.journey.orders.push({ ...chosen, eventId: event.id });
}

export const orders: Axis = { DeviceReceived: link };
