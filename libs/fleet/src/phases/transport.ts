import type { JsonObject } from '#kernel';
import { CARRIERS, type FleetPartner } from '../partners.js';
import type { Story } from '../story.js';

export type Purpose = 'sale' | 'return' | 'processing' | 'repair' | 'recycling' | 'rental';

export interface Trip {
  from: FleetPartner;
  /** Where it goes; `undefined`: to the user. */
  to: FleetPartner | undefined;
  purpose: Purpose;
  orderRef?: string;
  /** Country of a user. */
  country?: string;
}

interface Parcel {
  carrier: FleetPartner;
  trackingNumber: string;
  from: string;
  to: string;
}

const CITIES: Record<string, readonly string[]> = {
  DE: ['Hannover', 'Leipzig', 'Bremen'],
  FR: ['Lyon', 'Lille', 'Nantes'],
  GB: ['Leeds', 'Bristol', 'Cardiff'],
  ES: ['Zaragoza', 'Sevilla'],
  PL: ['Wroclaw', 'Lodz'],
  NL: ['Utrecht', 'Eindhoven'],
  BE: ['Gent', 'Namur'],
  CN: ['Ningbo', 'Xiamen'],
  VN: ['Hai Phong'],
  CZ: ['Brno', 'Plzen'],
};

/** A carrier fetches the device and brings it to its next holder, who, if a partner, still has to say that it came. */
export function ship(story: Story, trip: Trip): void {
  const { random } = story;
  const parcel: Parcel = {
    carrier: random.pick(CARRIERS),
    trackingNumber: `TR${random.hex(10).toUpperCase()}`,
    from: trip.from.country,
    to: trip.to?.country ?? trip.country ?? trip.from.country,
  };
  story.atWork(trip.from);
  story.tell(trip.from, 'CustodyReleased', {
    toParty: trip.to === undefined ? story.user : `partner:${trip.to.id}`,
    handoverRef: story.reference('leg'),
    trackingNumber: parcel.trackingNumber,
    purpose: trip.purpose,
  });
  story.passMinutes(40, 300);
  scan(story, parcel, { statusCode: 'AC', detailCode: 'COLLECTION_MADE' }, parcel.from);
  if (random.chance(0.15)) {
    story.passMinutes(300, 900);
    scan(story, parcel, { statusCode: 'IT', detailCode: 'HUB_SCAN_IN' }, parcel.to);
  }
  story.passDays(0.7, 2.8);
  story.atWork(parcel.carrier);
  delivered(story, trip, parcel);
  story.holder = trip.to;
}

function delivered(story: Story, { to, orderRef }: Trip, parcel: Parcel): void {
  const outcome = to === undefined ? story.random.weighted(USER_OUTCOMES) : 'delivered';
  story.tell(
    parcel.carrier,
    'DeliveryConfirmed',
    { outcome, trackingNumber: parcel.trackingNumber, ...(orderRef === undefined ? {} : { orderRef }) },
    { location: { country: parcel.to } },
  );
}

const USER_OUTCOMES = [
  [18, 'delivered'],
  [1, 'neighbour'],
  [1, 'service_point'],
] as const;

function scan(story: Story, { carrier, trackingNumber }: Parcel, status: JsonObject, country: string): void {
  const city = story.random.pick(CITIES[country] ?? ['Rotterdam']);
  const distanceKm = story.random.whole(20, 900);
  story.tell(
    carrier,
    'TransportScanned',
    { ...status, city, country, trackingNumber, mode: 'road', distanceKm },
    { location: { country }, confidence: 'scanned' },
  );
}

/** A user brings or sends it by a service that reports to nobody: the receiver is the first to say something. */
export function sentByUser(story: Story, to: FleetPartner): void {
  story.passDays(1, 6);
  story.atWork(to);
  story.holder = to;
}

/** Released by one partner to another's van; what the other says on arrival is for it to say. */
export function collected(story: Story, from: FleetPartner, to: FleetPartner, purpose: Purpose): string {
  const handoverRef = story.reference('leg');
  story.atWork(from);
  story.tell(from, 'CustodyReleased', { toParty: `partner:${to.id}`, handoverRef, purpose });
  story.passDays(1.2, 4);
  story.atWork(to);
  story.holder = to;
  return handoverRef;
}

/** Handed over from partner to partner without a carrier: one leg, both sides. */
export function handOver(story: Story, from: FleetPartner, to: FleetPartner, purpose: Purpose): void {
  const handoverRef = collected(story, from, to, purpose);
  story.tell(to, 'CustodyAccepted', { fromParty: `partner:${from.id}`, handoverRef, condition: 'as_described' });
}
