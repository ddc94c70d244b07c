import type { RecordedEvent } from '#kernel';
import type { Disposition } from '../journey.js';
import { isAwayForRepair } from '../lives/leaving.js';
import type { Walk } from '../walk/walk.js';

export type Expectation = (walk: Walk, disposition: Disposition, event: RecordedEvent) => boolean;

const WORKSHOP: Disposition[] = ['received', 'triaged', 'refurbishing', 'repair_hold', 'ready'];
const TO_SALE: Disposition[] = [...WORKSHOP, 'listed', 'reserved', 'sold_in_transit'];

/** The "Expected in" column of the catalogue where it names dispositions, and ADR 12; types not in it are expected any time. */
const DISPOSITIONS: Readonly<Record<string, readonly Disposition[]>> = {
  TradeInAccepted: ['unregistered', 'in_use', 'idle'],
  TradeInAmended: ['received'],
  TakenBack: ['in_use', 'idle'],
  CollectedAsWaste: ['in_use', 'idle'],
  ReturnReceived: ['in_use', 'in_reverse'],
  RentalReturned: ['in_use'],
  TriageDecided: WORKSHOP,
  RefurbishmentStarted: ['received', 'triaged', 'ready'],
  AccessoryAdded: TO_SALE,
  PackagingUsed: TO_SALE,
  ErasureCompleted: [...WORKSHOP, 'eol_designated', 'dismantled', 'destroyed'],
  RefurbishmentCompleted: ['refurbishing', 'received', 'triaged'],
  DeviceReadied: WORKSHOP,
  DeviceReserved: ['listed'],
  ReservationReleased: ['reserved'],
  DeviceSoldNew: ['manufactured', 'in_distribution'],
  DeviceResold: ['ready', 'listed', 'reserved'],
  SaleCancelled: ['sold_in_transit'],
  UsePhaseStarted: ['sold_in_transit'],
  UsePhaseEnded: ['in_use'],
  ReturnAuthorised: ['in_use', 'sold_in_transit'],
  DeviceDonated: ['ready'],
  DeviceRented: ['ready'],
  DesignatedForRecycling: [...WORKSHOP, 'parts_donor', 'eol_designated'],
  DeviceDismantled: ['parts_donor', 'eol_designated', 'received'],
  RecyclingReceived: ['eol_designated', 'dismantled', 'destroyed'],
};

const inTransfer = ({ journey: { custody } }: Walk) => custody.state === 'in_transfer';
const hasAlert = ({ journey: { alerts } }: Walk, ...kinds: string[]) => alerts.some(({ kind }) => kinds.includes(kind));

/** A user hands over what it has sold or wants mended, and reports nothing itself. */
const isHandedOver = (walk: Walk, is: Disposition, { data }: RecordedEvent) =>
  (is === 'in_use' || is === 'idle') &&
  (data.intakeReason === 'repair' || walk.tradeIns.length > 0 || walk.returning !== undefined);

/** Most sellers refund once they have seen what came back. */
const goodsAreBack = ({ journey: { sales } }: Walk, { data }: RecordedEvent) =>
  sales.some(
    ({ orderRef, returned }) => returned !== undefined && (orderRef === undefined || orderRef === data.orderRef),
  );

/** Conditions on other axes, or on several. */
const CONDITIONS: Readonly<Record<string, Expectation>> = {
  DeviceReceived: (walk, is, event) => is === 'in_reverse' || inTransfer(walk) || isHandedOver(walk, is, event),
  RepairPerformed: (walk, is) => WORKSHOP.includes(is) || (is === 'in_use' && isAwayForRepair(walk)),
  PartRemoved: (walk, is) =>
    [...WORKSHOP, 'parts_donor', 'eol_designated', 'dismantled'].includes(is) ||
    (is === 'in_use' && isAwayForRepair(walk)),
  PartInstalled: (walk, is) => WORKSHOP.includes(is) || (is === 'in_use' && isAwayForRepair(walk)),
  RecyclingCompleted: ({ journey }, is) =>
    journey.waste.recyclingInput !== undefined || ['eol_designated', 'dismantled', 'destroyed'].includes(is),
  SaleRefunded: (walk, is, event) =>
    is === 'sold_in_transit' || is === 'in_use' || is === 'in_reverse' || goodsAreBack(walk, event),
  DeviceFound: (walk) => hasAlert(walk, 'lost', 'stolen', 'written_off'),
  DeviceWrittenOff: (walk) => hasAlert(walk, 'lost', 'stolen'),
  GradeDisputed: ({ journey }) => journey.grades.length > 0,
  GradeOverridden: ({ journey }) => journey.grades.length > 0,
  CustodyDisputeResolved: ({ journey }) => journey.custody.state === 'contested',
};

const BY_DISPOSITION = new Map<string, Expectation>(
  Object.entries(DISPOSITIONS).map(([type, list]) => [type, (_walk, disposition) => list.includes(disposition)]),
);

/** `undefined`: expected any time. */
export const expectedIn = (event: RecordedEvent): Expectation | undefined =>
  BY_DISPOSITION.get(event.type) ?? CONDITIONS[event.type];
