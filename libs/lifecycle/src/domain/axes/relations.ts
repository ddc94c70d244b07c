import { partyOf, type RecordedEvent } from '#kernel';
import { isAboutModel } from '../set/models.js';
import { isPlatformRegistration } from '../set/order.js';
import type { Walk } from '../walk/walk.js';

/** Who made the device known: the first counted event of its own that a partner reported. */
export function noteFirst({ journey }: Walk, event: RecordedEvent): void {
  if (journey.firstCounted !== undefined || isPlatformRegistration(event)) return;
  if (!event.stream.startsWith('device-')) return;
  const country = event.location?.country;
  journey.firstCounted = {
    eventId: event.id,
    at: event.metadata.instant,
    partner: partyOf(event),
    ...(country !== undefined && { country }),
  };
}

/** Who reported on it, also what does not count: a partner sees what it has said itself (CONTRACTS H6). */
export function noteReporters({ journey, history }: Walk): void {
  const reported = new Set<string>();
  for (const event of [...history.events, ...history.voided]) {
    if (!isPlatformRegistration(event) && !isAboutModel(event)) reported.add(partyOf(event));
  }
  journey.relations.reported = [...reported];
}
