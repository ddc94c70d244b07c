import { MICROS_PER_HOUR, partyOf, type RecordedEvent, type Role } from '#kernel';
import { fixedMedia, inventoryIsKnown } from '../axes/media.js';
import { holderOf } from '../custody/holding.js';
import type { Cycle, Departure } from '../journey.js';
import { countryOf, hasRole, isPartner, partnerParty, type Walk } from '../walk/walk.js';
import { openCycle } from './outcome.js';

const CERTIFICATE_DUE = 48 * MICROS_PER_HOUR;

/** The device of a cycle leaves: with every medium sanitised and verified, or not. Once per cycle. */
export function depart(
  walk: Walk,
  event: RecordedEvent,
  cycle: Cycle | undefined,
  country = countryOf(event),
  holder = holderOf(walk),
): void {
  const { journey } = walk;
  if (cycle === undefined || journey.departures.some((departure) => departure.cycle === cycle.number)) return;
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

/** Partners of these roles may sanitise a device, and answer for it while they have it. */
const PROCESSING: readonly Role[] = [
  'manufacturer',
  'trade-in',
  'refurbisher',
  'diagnostics',
  'erasure',
  'recycler',
  'operator',
];

export function noteProcessor({ memory }: Walk, event: RecordedEvent): void {
  if (hasRole(event, ...PROCESSING) === true) memory.processors.add(partyOf(event));
}

/** Whoever takes the device over will not sanitise it; a carrier only brings it on. Before custody moves. */
export function leaveProcessing(walk: Walk, event: RecordedEvent): void {
  const cycle = openCycle(walk);
  if (cycle === undefined || hasRole(event, ...PROCESSING, 'logistics') !== false) return;
  const last = cycle.visits.at(-1)?.partner;
  if (last === undefined || last === partyOf(event)) return;
  if (!cycle.visits.some(({ partner }) => walk.memory.processors.has(partner))) return;
  depart(walk, event, cycle, countryOf(event), partnerParty(last));
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
