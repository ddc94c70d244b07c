import type { JsonObject } from '#kernel';
import { CARRIERS, type FleetPartner } from '../partners.js';
import type { Story } from '../story.js';

export interface Shipment {
  handoverRef: string;
  trackingNumber: string;
  carrier: FleetPartner;
}

interface Trip {
  /** Where the parcel is given up, and where it arrives; `undefined`: a user. */
  from: FleetPartner | undefined;
  to: FleetPartner | undefined;
  purpose: 'sale' | 'return' | 'processing' | 'repair' | 'recycling' | 'rental';
  orderRef?: string;
  country?: string;
}

const CITIES: Record<string, readonly string[]> = {
  DE: ['Hannover', 'Leipzig', 'Bremen'],
  FR: ['Lyon', 'Lille', 'Nantes'],
  GB: ['Leeds', 'Bristol', 'Cardiff'],
  ES: ['Zaragoza', 'Sevilla'],
  PL: ['Wroclaw', 'Lodz'],
  NL: ['Utrecht', 'Eindhoven'],
  BE: ['Gent', 'Namur'],
};

/** A carrier fetches the device and brings it to its next holder, who still has to say that it arrived. */
export function ship(story: Story, trip: Trip): Shipment {
  const { random } = story;
  const carrier = random.pick(CARRIERS);
  const shipment = {
    handoverRef: story.reference('leg'),
    trackingNumber: `TR${story.random.hex(10).toUpperCase()}`,
    carrier,
  };
  const country = trip.from?.country ?? trip.country ?? trip.to?.country ?? carrier.country;
  if (trip.from !== undefined) {
    story.atWork(trip.from);
    story.tell(trip.from, 'CustodyReleased', {
      toParty: `partner:${carrier.id}`,
      handoverRef: shipment.handoverRef,
      trackingNumber: shipment.trackingNumber,
      purpose: trip.purpose,
    });
  }
  story.passMinutes(40, 300);
  scan(story, shipment, { statusCode: 'AC', detailCode: 'COLLECTION_MADE', city: cityIn(story, country), country });
  if (random.chance(0.3)) {
    story.passMinutes(300, 900);
    const hub = trip.to?.country ?? country;
    scan(story, shipment, { statusCode: 'IT', detailCode: 'HUB_SCAN_IN', city: cityIn(story, hub), country: hub });
  }
  story.passDays(0.7, 2.8);
  story.atWork(carrier);
  story.tell(
    carrier,
    'DeliveryConfirmed',
    {
      outcome: random.weighted([
        [18, 'delivered'],
        [1, trip.to === undefined ? 'neighbour' : 'delivered'],
        [1, trip.to === undefined ? 'service_point' : 'delivered'],
      ]),
      trackingNumber: shipment.trackingNumber,
      ...(trip.orderRef === undefined ? {} : { orderRef: trip.orderRef }),
    },
    { location: { country: trip.to?.country ?? trip.country ?? country } },
  );
  story.holder = trip.to;
  return shipment;
}

function scan(story: Story, { carrier, trackingNumber }: Shipment, seen: JsonObject): void {
  const distanceKm = story.random.whole(20, 900);
  story.tell(
    carrier,
    'TransportScanned',
    { ...seen, trackingNumber, mode: 'road', distanceKm },
    { location: { country: String(seen.country) }, confidence: 'scanned' },
  );
}

const cityIn = (story: Story, country: string): string => story.random.pick(CITIES[country] ?? ['Rotterdam']);

/** Handed over from partner to partner without a carrier: one leg, both sides. */
export function handOver(story: Story, from: FleetPartner, to: FleetPartner, purpose: Trip['purpose']): string {
  const handoverRef = story.reference('leg');
  story.atWork(from);
  story.tell(from, 'CustodyReleased', { toParty: `partner:${to.id}`, handoverRef, purpose });
  story.passDays(1.2, 4);
  story.atWork(to);
  story.tell(to, 'CustodyAccepted', { fromParty: `partner:${from.id}`, handoverRef, condition: 'as_described' });
  story.holder = to;
  return handoverRef;
}
