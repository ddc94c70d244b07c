import { MICROS_PER_HOUR, partyOf, type RecordedEvent } from '#kernel';
import { fixedMedia, inventoryIsKnown } from '../axes/media.js';
import { holderOf } from '../custody/holding.js';
import type { Cycle, Departure } from '../journey.js';
import { countryOf, isPartner, type Walk } from '../walk/walk.js';

const CERTIFICATE_DUE = 48 * MICROS_PER_HOUR;

/** The device of a cycle leaves: with every medium sanitised and verified, or not. Once per cycle. */
export function depart(walk: Walk, event: RecordedEvent, cycle: Cycle | undefined, country = countryOf(event)): void {
  const { journey } = walk;
  if (cycle === undefined || journey.departures.some((departure) => departure.cycle === cycle.number)) return;
  const holder = holderOf(walk);
  const { media } = journey;
  const known = inventoryIsKnown(walk);
  const hasNoMedia = media.length === 0 && fixedMedia(journey.description.category) === 0;
  const departure: Departure = {
    eventId: event.id,
    at: event.metadata.instant,
    cycle: cycle.number,
    holder: holder !== undefined && isPartner(holder) ? holder.slice('partner:'.length) : partyOf(event),
    dataBearing: !hasNoMedia,
    verified:
      known &&
      (media.length > 0 || hasNoMedia) &&
      media.every(({ state, verified }) => verified || state === 'removed' || state === 'destroyed'),
    inventoryUnknown: !known,
    ...(country !== undefined && { country }),
  };
  journey.departures.push(departure);
}

export function undoDeparture(walk: Walk, eventId: string): void {
  walk.journey.departures = walk.journey.departures.filter((departure) => departure.eventId !== eventId);
}

/** Certificates may come after the departure, so this is judged at the end of the walk. */
export function certifyDepartures(walk: Walk): void {
  for (const departure of walk.journey.departures) {
    const erasures = walk.memory.erasures.filter(({ cycle }) => cycle === departure.cycle);
    if (erasures.length === 0) continue;
    departure.certificateWithin48h = erasures.every(
      ({ at, certifiedAt }) => certifiedAt !== undefined && certifiedAt - at <= CERTIFICATE_DUE,
    );
  }
}
