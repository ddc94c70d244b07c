import type { RecordedEvent } from '#kernel';
import { textOf } from './payload.js';

/** The one list of CONTRACTS R4 (4): types of one row are of one phase, rows in the catalogue's order. */
const PHASES: readonly (readonly string[])[] = [
  ['DeviceRegistered'],
  ['DeviceManufactured'],
  [
    'DeviceDescribed',
    'IdentifierAssigned',
    'IdentifierSuperseded',
    'IdentifierContestResolved',
    'DevicesMerged',
    'DeviceSplit',
  ],
  ['RecallIssued', 'RecallResolved', 'SoftwareSupportEnded'],
  ['TradeInQuoted'],
  ['TradeInAccepted'],
  ['ReturnAuthorised'],
  ['UsePhaseEnded'],
  ['CustodyReleased'],
  ['TransportScanned'],
  ['CustodyAccepted'],
  ['CustodyRejected'],
  ['CustodyDisputeResolved'],
  ['TakenBack'],
  ['CollectedAsWaste'],
  ['DeviceReceived'],
  ['ReturnReceived'],
  ['RentalReturned'],
  ['TradeInAmended'],
  ['TradeInSettled'],
  ['TradeInCancelled'],
  ['TriageDecided'],
  ['DiagnosticsReported'],
  ['LockStateObserved'],
  ['BlocklistChecked'],
  ['HoldPlaced'],
  ['HoldReleased'],
  ['RefurbishmentStarted'],
  ['RepairPerformed'],
  ['PartRemoved'],
  ['PartTested'],
  ['PartInstalled'],
  ['AccessoryAdded', 'PackagingUsed'],
  ['ErasureStarted'],
  ['ErasureCompleted'],
  ['EvidenceAttached'],
  ['GradeAssigned'],
  ['GradeDisputed'],
  ['GradeOverridden'],
  ['RefurbishmentCompleted'],
  ['DeviceReadied'],
  ['DeviceListed'],
  ['DeviceDelisted'],
  ['DeviceReserved'],
  ['ReservationReleased'],
  ['DeviceSoldNew'],
  ['DeviceResold'],
  ['DeviceDonated'],
  ['DeviceRented'],
  ['DeviceReplaced'],
  ['OwnershipTransferred'],
  ['SaleCancelled'],
  ['SaleRefunded'],
  ['CustodyReleased for sale or rental'],
  ['DeliveryConfirmed'],
  ['UsePhaseStarted'],
  ['DeviceReportedLost'],
  ['DeviceReportedStolen'],
  ['DeviceFound'],
  ['DeviceWrittenOff'],
  ['DamageReported'],
  ['RecyclingReceived'],
  ['DesignatedForRecycling'],
  ['DeviceDismantled'],
  ['DeviceDestroyed'],
  ['RecyclingCompleted'],
];

const RANKS = new Map(PHASES.flatMap((types, rank) => types.map((type) => [type, rank] as const)));

/** A hand-over for a sale belongs after the sale, every other one before the receipt. */
export function phaseOf({ type, data }: RecordedEvent): number {
  if (type === 'CustodyReleased') {
    const purpose = textOf(data, 'purpose');
    if (purpose === 'sale' || purpose === 'rental') return RANKS.get('CustodyReleased for sale or rental') ?? 0;
  }
  return RANKS.get(type) ?? PHASES.length;
}
