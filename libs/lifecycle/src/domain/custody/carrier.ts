import type { RecordedEvent } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import type { Leg, Party } from '../journey.js';
import { leaveUser } from '../lives/leaving.js';
import { deliver, enterUse, userOf } from '../lives/use.js';
import { textOf } from '../set/payload.js';
import { hasRole, isPartner, senderOf, type Walk } from '../walk/walk.js';
import { acceptedLeg, addLeg, closeLeg, hold, holderOf, legKind } from './holding.js';
import { PAIRING_TOLERANCE } from './pairing.js';
import { handBack } from './return-to-sender.js';

/** Scans by which a carrier says that it took the parcel over; case differs between sources. */
const COLLECTIONS = new Set([
  'ac',
  'accepted',
  'collected',
  'collection',
  'picked_up',
  'collection_made',
  'received_by_carrier',
  'despatched',
]);

const isCollection = ({ data }: RecordedEvent): boolean =>
  [textOf(data, 'statusCode'), textOf(data, 'detailCode')].some(
    (code) => code !== undefined && COLLECTIONS.has(code.toLowerCase()),
  );

/** A collection scan is the carrier's acceptance (catalogue, rule 5). */
export function scanned(walk: Walk, event: RecordedEvent): void {
  if (!isCollection(event)) return;
  const carrier = senderOf(event);
  const { custody } = walk.journey;
  const holder = holderOf(walk);
  if (custody.state === 'contested' || holder === carrier || hasRole(event, 'logistics') === false) return;
  takeOver(walk, event, carrier, holder);
  handedToCarrier(walk, event);
}

/** The first acceptance by a carrier after the sale, while the device is on its way to the buyer. */
export function handedToCarrier({ journey, sale }: Walk, event: RecordedEvent): void {
  if (journey.disposition === 'sold_in_transit' && sale !== undefined)
    sale.handedToCarrierAt ??= event.metadata.instant;
}

function takeOver(walk: Walk, event: RecordedEvent, carrier: Party, holder: Party | undefined): void {
  const open = walk.openLegs.at(-1);
  const from = open?.from ?? holder ?? 'unknown';
  const destination = open === undefined || open.to === carrier ? destinationOf(walk) : open.to;
  const ref = open?.ref;
  if (open === undefined) acceptedLeg(walk, event, from, carrier, 'one_sided');
  else {
    open.to = carrier;
    open.kind = legKind(open.from, carrier);
    closeLeg(walk, open, event, 'confirmed');
  }
  if (walk.user !== undefined && walk.user === holder) {
    const forRepair = walk.returning?.resolution === 'repair' || walk.returning?.resolution === 'rejected';
    leaveUser(walk, event, forRepair ? 'for_repair' : 'for_good');
    if (!forRepair) moveTo(walk, event, 'in_reverse');
  }
  hold(walk, event, carrier);
  const onward: Leg = { from: carrier, to: destination, kind: legKind(carrier, destination), state: 'open' };
  if (ref !== undefined) onward.ref = ref;
  walk.openLegs.push(addLeg(walk, onward));
  walk.carriage = { carrier, from, to: destination, ...(ref !== undefined && { ref }) };
}

const destinationOf = (walk: Walk): Party =>
  walk.journey.disposition === 'sold_in_transit' ? userOf(walk) : 'unknown';

const HANDED_OVER = new Set(['delivered', 'service_point', 'neighbour']);

/** The carrier's release; to an end user also the acceptance, with which use begins. */
export function deliveryConfirmed(walk: Walk, event: RecordedEvent): void {
  if (!HANDED_OVER.has(textOf(event.data, 'outcome') ?? 'delivered') || completesLeg(walk, event)) return;
  const { journey, carriage } = walk;
  if (journey.disposition === 'sold_in_transit' && walk.sale?.buyerKind !== 'trade') {
    deliveredToUser(walk, event);
    return;
  }
  const to = carriage?.to ?? (journey.custody.state === 'in_transfer' ? journey.custody.to : undefined);
  if (to === undefined) return;
  const open = walk.openLegs.findLast((leg) => leg.to === to);
  if (!isPartner(to) && isHome(walk, event, to)) {
    if (open !== undefined) closeDelivered(walk, open, event);
    return;
  }
  if (open !== undefined && open.releasedBy === undefined) {
    open.releasedBy = event.id;
    open.releasedAt = event.metadata.instant;
  }
  const holder = holderOf(walk);
  if (journey.custody.state === 'held' && holder !== undefined && holder !== to) {
    journey.custody = { state: 'in_transfer', from: holder, to, since: event.metadata.instant };
  }
}

/** A consumer accepts by being delivered to; one that nobody named only if the device is on its way back to it. */
function isHome(walk: Walk, event: RecordedEvent, to: Party): boolean {
  const { carriage } = walk;
  if (to !== 'unknown') {
    if (!handBack(walk, event, to)) hold(walk, event, to);
    return true;
  }
  return carriage !== undefined && isPartner(carriage.from) && handBack(walk, event, to);
}

/** The receiver was quicker with its report than the carrier with its proof of delivery. */
function completesLeg({ journey: { legs } }: Walk, event: RecordedEvent): boolean {
  const { instant } = event.metadata;
  const leg = legs.findLast(
    ({ from, releasedBy, acceptedAt }) =>
      from === senderOf(event) &&
      releasedBy === undefined &&
      acceptedAt !== undefined &&
      Math.abs(instant - acceptedAt) <= PAIRING_TOLERANCE,
  );
  if (leg?.acceptedAt === undefined) return false;
  leg.releasedBy = event.id;
  leg.releasedAt = Math.min(instant, leg.acceptedAt);
  leg.state = 'confirmed';
  return true;
}

export function deliveredToUser(walk: Walk, event: RecordedEvent): void {
  const user = userOf(walk);
  const { instant } = event.metadata;
  const open = walk.openLegs.at(-1);
  if (open !== undefined) {
    open.to = user === 'unknown' ? open.to : user;
    closeDelivered(walk, open, event);
  } else {
    const holder = holderOf(walk);
    if (holder !== undefined && holder !== user) acceptedLeg(walk, event, holder, user, 'one_sided');
  }
  deliver(walk, instant, false);
  enterUse(walk, instant, user);
}

function closeDelivered(walk: Walk, leg: Leg, event: RecordedEvent): void {
  leg.releasedBy ??= event.id;
  leg.releasedAt ??= event.metadata.instant;
  closeLeg(walk, leg, event, 'confirmed');
}
