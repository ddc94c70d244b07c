import { partyOf, type RecordedEvent } from '#kernel';
import { isPlatformRegistration } from '../set/order.js';
import type { Walk } from '../walk/walk.js';

/** Who made it known, and who has reported on it (CONTRACTS H6). */
export function noteReporter(walk: Walk, event: RecordedEvent): void {
  if (isPlatformRegistration(event)) return;
  const { journey } = walk;
  const partner = partyOf(event);
  if (!journey.relations.reported.includes(partner)) journey.relations.reported.push(partner);
  if (journey.firstCounted !== undefined || !event.stream.startsWith('device-')) return;
  const country = event.location?.country;
  journey.firstCounted = {
    eventId: event.id,
    at: event.metadata.instant,
    partner,
    ...(country !== undefined && { country }),
  };
}
