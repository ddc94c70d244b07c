import { describe, expect, it } from '@jest/globals';
import { PHASES, phaseOfEvent, phases } from './events/phases.js';
import { declarationOf, declarations, NOT_POSTABLE, POSTABLE } from './registry.js';

/** Every event of the catalogue but the consignments', table by table. */
const CATALOGUE = `
DeviceRegistered DeviceDescribed DeviceManufactured IdentifierAssigned IdentifierSuperseded IdentifierContestResolved
DevicesMerged DeviceSplit
CustodyReleased CustodyAccepted CustodyRejected CustodyDisputeResolved TransportScanned DeliveryConfirmed
DeviceReportedLost DeviceReportedStolen DeviceFound DeviceWrittenOff DamageReported AccessGranted AccessRevoked
TradeInQuoted TradeInAccepted DeviceReceived TradeInAmended TradeInSettled TradeInCancelled TakenBack CollectedAsWaste
ReturnReceived RentalReturned TriageDecided DiagnosticsReported LockStateObserved BlocklistChecked HoldPlaced HoldReleased
RefurbishmentStarted RepairPerformed PartRemoved PartTested PartInstalled AccessoryAdded PackagingUsed ErasureStarted
ErasureCompleted EvidenceAttached GradeAssigned GradeDisputed GradeOverridden RefurbishmentCompleted DeviceReadied
DeviceListed DeviceDelisted DeviceReserved ReservationReleased DeviceSoldNew DeviceResold SaleCancelled SaleRefunded
UsePhaseStarted UsePhaseEnded ReturnAuthorised DeviceReplaced DeviceDonated DeviceRented OwnershipTransferred
DesignatedForRecycling DeviceDismantled DeviceDestroyed RecyclingReceived RecyclingCompleted
EventRetracted AnomalyResolved EventReleased EventSetAside RecallIssued RecallResolved SoftwareSupportEnded
PersonalDataErased PartnerRegistered PartnerRolesChanged PartnerKeyRotated PartnerSuspended PartnerReactivated
DelegationGranted DelegationRevoked DayClosed PeriodClosed EditionActivated EditionStated
`
  .trim()
  .split(/\s+/);

const typesWhere = (flag: 'possession' | 'accepts') =>
  declarations
    .filter((declaration) => declaration[flag])
    .map(({ type }) => type)
    .sort();

describe('the registry of event types', () => {
  it('declares every event of the catalogue, each once', () => {
    expect(declarations.map(({ type }) => type).sort()).toEqual([...CATALOGUE].sort());
    expect(declarationOf('GradeAssigned')?.type).toBe('GradeAssigned');
    expect(declarationOf('constructor')).toBeUndefined();
  });

  it('keeps partner, calendar and edition events off the route for reports', () => {
    expect([...NOT_POSTABLE].filter((type) => POSTABLE.has(type))).toEqual([]);
    expect(NOT_POSTABLE.size + POSTABLE.size).toBe(declarations.length);
    for (const type of NOT_POSTABLE) expect(type).toMatch(/^(Partner|Delegation|Day|Period|Edition)/);
  });

  it('knows which reports show possession, and which accept an open leg', () => {
    expect(typesWhere('accepts')).toEqual([
      'CollectedAsWaste',
      'DeviceReceived',
      'RecyclingReceived',
      'RentalReturned',
      'ReturnReceived',
      'TakenBack',
    ]);
    expect(typesWhere('possession')).toEqual(
      `CustodyReleased DeviceReceived ReturnReceived RentalReturned DiagnosticsReported RefurbishmentStarted
      RepairPerformed PartRemoved PartInstalled ErasureStarted ErasureCompleted GradeAssigned RefurbishmentCompleted
      DeviceReadied DeviceDismantled DeviceDestroyed RecyclingReceived RecyclingCompleted`
        .split(/\s+/)
        .sort(),
    );
  });
});

describe('the one list of phases', () => {
  it('gives every event its place, the same as the fold orders by', () => {
    for (const { type, phase } of declarations)
      expect({ type, phase: phaseOfEvent(type, {}) }).toEqual({ type, phase });
    expect(phaseOfEvent('constructor', {})).toBe(PHASES.length);
  });

  it.each([
    'DeviceRegistered DeviceManufactured IdentifierAssigned RecallIssued TradeInQuoted TradeInAccepted ReturnAuthorised',
    'ReturnAuthorised UsePhaseEnded CustodyReleased TransportScanned CustodyAccepted CustodyDisputeResolved TakenBack',
    'TakenBack CollectedAsWaste DeviceReceived ReturnReceived RentalReturned TradeInAmended DiagnosticsReported HoldReleased',
    'HoldReleased RefurbishmentStarted ErasureCompleted GradeAssigned RefurbishmentCompleted DeviceReadied DeviceListed',
    'DeviceListed DeviceReserved DeviceSoldNew DeviceResold OwnershipTransferred SaleCancelled SaleRefunded DeliveryConfirmed',
    'DeliveryConfirmed UsePhaseStarted DeviceReportedLost DeviceFound DamageReported RecyclingReceived DeviceDestroyed',
    'DeviceDestroyed RecyclingCompleted EventRetracted',
  ])('goes the way of a life: %s', (types) => {
    const ranks = types.split(' ').map((type) => phaseOfEvent(type, {}));
    expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
  });

  it('lets a release for a sale follow the sale, and every other precede the receipt', () => {
    const ranks = [
      phaseOfEvent('CustodyReleased', { purpose: 'recycling' }),
      phases.DeviceReceived,
      phases.DeviceResold,
      phaseOfEvent('CustodyReleased', { purpose: 'sale' }),
      phases.DeliveryConfirmed,
    ];
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(phaseOfEvent('CustodyReleased', { purpose: 'rental' })).toBe(ranks[3]);
  });

  it('names each type once', () => {
    const all = PHASES.flat();
    expect(new Set(all).size).toBe(all.length);
  });
});
