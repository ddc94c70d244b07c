import type { TiersOf } from '#kernel';
import type { Journey } from '../journey.js';

/** What goes out of a device's state, on all axes; the rest of the journey is for folds and measures. */
export interface DeviceState
  extends Omit<
    Journey,
    | 'entries'
    | 'departures'
    | 'batches'
    | 'pastWaste'
    | 'currentMassMg'
    | 'firstCounted'
    | 'declaredManufacture'
    | 'energy'
  > {
  /** Lives opened and not voided. */
  lifeCount: number;
  /** Intake cycles. */
  cycleCount: number;
  gradeAtLastSale?: { scheme: string; schemeVersion: string; code: string };
  partsReplaced: boolean;
  /** Every medium that it has is sanitised and verified, and a certificate says so. */
  erasureCertified: boolean;
}

export const DEVICE_TIERS: TiersOf<DeviceState> = {
  deviceId: 'public',
  members: 'public',
  testIdentifier: 'public',
  description: 'public',
  identifiers: 'holder',
  contested: 'holder',
  disposition: 'public',
  dispositionSince: 'public',
  data: 'public',
  grades: {
    scheme: 'public',
    schemeVersion: 'public',
    functional: 'public',
    cosmetic: 'public',
    code: 'public',
    state: 'public',
    gradedAt: 'public',
    gradedBy: 'holder',
    eventId: 'holder',
    staleAt: 'public',
  },
  legal: 'public',
  lifeCount: 'public',
  cycleCount: 'public',
  gradeAtLastSale: 'public',
  partsReplaced: 'public',
  erasureCertified: 'public',
  custody: 'holder',
  ownership: 'holder',
  media: 'holder',
  locks: 'holder',
  alerts: 'holder',
  battery: 'holder',
  lives: 'holder',
  cycles: 'holder',
  sales: {
    eventId: 'holder',
    kind: 'holder',
    seller: 'holder',
    at: 'holder',
    precision: 'holder',
    country: 'holder',
    channel: 'holder',
    orderRef: 'holder',
    lineRef: 'holder',
    buyerKind: 'holder',
    buyer: 'auditor',
    fulfilment: 'holder',
    windowDays: 'holder',
    grade: 'holder',
    paidAt: 'holder',
    expectedDispatchOn: 'holder',
    handedToCarrierAt: 'holder',
    deliveredAt: 'holder',
    deliveryInferred: 'holder',
    cancelledBy: 'holder',
    returned: 'holder',
    dataErased: 'holder',
    cycle: 'holder',
  },
  legs: 'holder',
  gaps: 'holder',
  parts: 'repairer',
  waste: 'holder',
  orders: 'holder',
  anomalies: 'holder',
  grants: 'holder',
  relations: 'auditor',
  rulesVersion: 'public',
};
