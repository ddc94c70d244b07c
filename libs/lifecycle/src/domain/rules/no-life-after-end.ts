import { ENDS } from '../journey.js';
import type { StandingRule } from './outcome.js';

/** What may still be said of a device after any end (catalogue, rule 2). */
const BOOKKEEPING = new Set([
  'EvidenceAttached',
  'DeviceRegistered',
  'DeviceDescribed',
  'DeviceManufactured',
  'IdentifierAssigned',
  'IdentifierSuperseded',
  'IdentifierContestResolved',
  'DevicesMerged',
  'DeviceSplit',
  'RecallIssued',
  'RecallResolved',
  'SoftwareSupportEnded',
  'PersonalDataErased',
  'TradeInSettled',
  'SaleRefunded',
  'OwnershipTransferred',
  'AccessGranted',
  'AccessRevoked',
]);

/** What may still happen to the remains of a dismantled or destroyed device. */
const REMAINS = new Set([
  'CustodyReleased',
  'CustodyAccepted',
  'CustodyRejected',
  'CustodyDisputeResolved',
  'TransportScanned',
  'DeliveryConfirmed',
  'PartRemoved',
  'PartTested',
  'ErasureCompleted',
  'DeviceDestroyed',
  'RecyclingReceived',
  'RecyclingCompleted',
]);

/** Failure case 7. Set aside, not refused: it may be a mis-scan of the recycler, corrected tomorrow. */
export const noLifeAfterEnd: StandingRule = ({ journey, endedInBucket, history }, event) => {
  const { disposition } = journey;
  if (!ENDS.includes(disposition) || BOOKKEEPING.has(event.type)) return undefined;
  if (disposition !== 'recycled' && REMAINS.has(event.type)) return undefined;
  if (endedInBucket === event.metadata.date && history.context.buckets.has(endedInBucket)) return undefined;
  return {
    rule: 'no-life-after-end',
    explanation: `The device is ${disposition}. If that was a mistake, retract it and this report counts again.`,
  };
};
