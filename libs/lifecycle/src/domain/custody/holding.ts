import type { Micros, RecordedEvent } from '#kernel';
import type { Leg, Party } from '../journey.js';
import { isConsumer, isPartner, type Walk } from '../walk/walk.js';

/** Who has the device for certain; a party that the device only is on its way to does not. */
export function holderOf({ journey: { custody } }: Walk): Party | undefined {
  if (custody.state === 'held') return custody.party;
  if (custody.state === 'in_transfer') return custody.from;
  return undefined;
}

/** The receiver holds the device now. */
export function hold(walk: Walk, event: RecordedEvent, party: Party): void {
  holdSilently(walk, party, event.metadata.instant);
}

export function holdSilently(walk: Walk, party: Party, since: Micros): void {
  const { journey } = walk;
  if (journey.custody.state === 'held' && journey.custody.party === party) return;
  journey.custody = { state: 'held', party, since };
  delete walk.carriage;
  noteHeld(walk, party);
}

export function noteHeld(walk: Walk, party: Party): void {
  if (!isPartner(party)) return;
  const partner = party.slice('partner:'.length);
  if (!walk.journey.relations.held.includes(partner)) walk.journey.relations.held.push(partner);
}

/** Legs with a consumer at one end are counted apart from those between partners. */
export const legKind = (from: Party, to: Party): Leg['kind'] =>
  isConsumer(from) || isConsumer(to) ? 'consumer' : 'partner';

export function addLeg(walk: Walk, leg: Leg): Leg {
  walk.journey.legs.push(leg);
  return leg;
}

/** A leg nobody released: the receiver alone says that it happened. */
export function acceptedLeg(walk: Walk, event: RecordedEvent, from: Party, to: Party, state: Leg['state']): Leg {
  return addLeg(walk, { from, to, kind: legKind(from, to), state, ...acceptance(event) });
}

function acceptance(event: RecordedEvent): Pick<Leg, 'acceptedBy' | 'acceptedAt' | 'country' | 'confidence'> {
  const country = event.location?.country;
  return {
    acceptedBy: event.id,
    acceptedAt: event.metadata.instant,
    confidence: event.confidence,
    ...(country !== undefined && { country }),
  };
}

/** Nothing is confirmed that only one end has spoken of. A receiver that nobody had named is known by its acceptance. */
export function closeLeg(walk: Walk, leg: Leg, event: RecordedEvent, state: Leg['state'], receiver = leg.to): void {
  leg.to = receiver;
  leg.kind = legKind(leg.from, receiver);
  Object.assign(leg, acceptance(event));
  leg.state = state === 'confirmed' && leg.releasedBy === undefined ? 'one_sided' : state;
  const index = walk.openLegs.indexOf(leg);
  if (index >= 0) walk.openLegs.splice(index, 1);
}
