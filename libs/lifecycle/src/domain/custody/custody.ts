import type { RecordedEvent } from '#kernel';
import { partyOf } from '#kernel';
import { moveTo } from '../axes/disposition.js';
import { leaveUser } from '../lives/leaving.js';
import { isOpen } from '../lives/opening.js';
import { textOf } from '../set/payload.js';
import { type Axis, hasRole, partnerParty, senderOf, type Walk } from '../walk/walk.js';
import { accepted, received } from './acceptance.js';
import { deliveryConfirmed, handedToCarrier, scanned } from './carrier.js';
import { disputeResolved } from './dispute.js';
import { hold, noteHeld } from './holding.js';
import { refOf } from './pairing.js';
import { claimPossession, legOpenTo } from './possession.js';
import { released } from './release.js';

/** Who has the device: two-sided legs, one-sided ones, contests and gaps (catalogue, rule 5). */
export const custody: Axis = {
  DeviceManufactured: (walk, event) => {
    if (walk.journey.custody.state === 'unknown') hold(walk, event, partnerParty(partyOf(event)));
    else noteHeld(walk, senderOf(event));
  },
  CustodyReleased: released,
  CustodyAccepted: (walk, event) => {
    accepted(walk, event);
    if (hasRole(event, 'logistics') === true) handedToCarrier(walk, event);
  },
  CustodyRejected: rejected,
  CustodyDisputeResolved: disputeResolved,
  TransportScanned: scanned,
  DeliveryConfirmed: deliveryConfirmed,
  DeviceReceived: (walk, event) => {
    leaveOnReceipt(walk, event, textOf(event.data, 'intakeReason') === 'repair');
    received(walk, event);
  },
  ReturnReceived: received,
  RentalReturned: (walk, event) => {
    leaveUser(walk, event, 'end_of_rental');
    received(walk, event);
  },
  TakenBack: (walk, event) => {
    leaveOnReceipt(walk, event, false);
    received(walk, event);
  },
  CollectedAsWaste: (walk, event) => {
    leaveOnReceipt(walk, event, false);
    received(walk, event);
  },
  RecyclingReceived: received,
  DiagnosticsReported: claimPossession,
  RefurbishmentStarted: claimPossession,
  RepairPerformed: claimPossession,
  PartRemoved: claimPossession,
  PartInstalled: claimPossession,
  ErasureStarted: claimPossession,
  ErasureCompleted: claimPossession,
  GradeAssigned: claimPossession,
  RefurbishmentCompleted: claimPossession,
  DeviceReadied: claimPossession,
  DeviceDismantled: claimPossession,
  DeviceDestroyed: claimPossession,
  RecyclingCompleted: (walk, event) => {
    if (event.stream.startsWith('device-')) claimPossession(walk, event);
  },
};

/** A receipt out of use ends the life, or pauses it for a repair. */
function leaveOnReceipt(walk: Walk, event: RecordedEvent, forRepair: boolean): void {
  const { journey, life } = walk;
  const used = ['trade_in', 'take_back', 'b2b', 'repair'].includes(textOf(event.data, 'intakeReason') ?? 'take_back');
  if (life === undefined ? used && journey.sales.length === 0 && isUnknownPast(walk) : isOpen(life)) {
    leaveUser(walk, event, forRepair ? 'for_repair' : 'for_good');
  }
}

const isUnknownPast = ({ journey }: Walk): boolean => journey.lives.length === 0;

/** The receiver would not have it: it stays with who brought it. */
function rejected(walk: Walk, event: RecordedEvent): void {
  const self = senderOf(event);
  const ref = refOf(event);
  const leg = walk.openLegs.findLast((open) => ref !== undefined && open.ref === ref) ?? legOpenTo(walk, self);
  if (leg === undefined) return;
  leg.state = 'rejected';
  walk.openLegs.splice(walk.openLegs.indexOf(leg), 1);
  if (walk.journey.custody.state === 'in_transfer') hold(walk, event, leg.from);
  if (walk.journey.disposition === 'in_distribution') moveTo(walk, event, 'manufactured');
}
