import type { Json } from '#kernel';

/** The one list of CONTRACTS R4 (4): types of one row are of one phase, rows in the order in which a life goes. */
export const PHASES = [
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
  ['CustodyReleasedForSaleOrRental'],
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
  [
    'EventRetracted',
    'AnomalyResolved',
    'EventReleased',
    'EventSetAside',
    'PersonalDataErased',
    'PartnerRegistered',
    'PartnerRolesChanged',
    'PartnerKeyRotated',
    'PartnerSuspended',
    'DelegationGranted',
    'DelegationRevoked',
    'DayClosed',
    'PeriodClosed',
    'EditionActivated',
  ],
] as const;

export type Phased = (typeof PHASES)[number][number];

/** Rank by event type. The last one is that of what stands outside the order: corrections, decisions, the platform. */
export const phases = Object.fromEntries(
  PHASES.flatMap((types, rank) => types.map((type) => [type, rank] as const)),
) as Readonly<Record<Phased, number>>;

/** A release for a sale or rental comes after it, every other release before the receipt. */
export function phaseOfEvent(type: string, data: { readonly [key: string]: Json }): number {
  if (type === 'CustodyReleased' && (data.purpose === 'sale' || data.purpose === 'rental')) {
    return phases.CustodyReleasedForSaleOrRental;
  }
  return Object.hasOwn(phases, type) ? phases[type as Phased] : PHASES.length;
}
