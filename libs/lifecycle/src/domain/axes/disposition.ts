import type { RecordedEvent } from '#kernel';
import { type Disposition, ENDS } from '../journey.js';
import { textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';

/** Moves the device to another state; an end is left only for a further end. */
export function moveTo(walk: Walk, event: RecordedEvent, next: Disposition): void {
  const { journey } = walk;
  const ended = ENDS.includes(journey.disposition);
  if (ended && !(ENDS.includes(next) && ENDS.indexOf(next) > ENDS.indexOf(journey.disposition))) return;
  delete walk.heldDisposition;
  if (journey.disposition === next) return;
  journey.disposition = next;
  journey.dispositionSince = event.metadata.instant;
  if (ENDS.includes(next) && walk.history.context.buckets.has(event.metadata.date)) {
    walk.endedInBucket = event.metadata.date;
  }
}

const to =
  (next: Disposition) =>
  (walk: Walk, event: RecordedEvent): void =>
    moveTo(walk, event, next);

const ROUTES: Readonly<Record<string, Disposition>> = {
  refurbish: 'triaged',
  repair: 'triaged',
  resell_as_is: 'triaged',
  return_to_sender: 'triaged',
  harvest: 'parts_donor',
  recycle: 'eol_designated',
};

const COMPLETED: Readonly<Record<string, Disposition>> = { pass: 'ready', fail: 'triaged', ber: 'eol_designated' };

/** Where the device stands in its life. Custody-driven moves are made where custody moves. */
export const disposition: Axis = {
  DeviceManufactured: (walk, event) => {
    if (walk.journey.disposition === 'unknown') moveTo(walk, event, 'manufactured');
  },
  DeviceReceived: (walk, event) => {
    if (textOf(event.data, 'intakeReason') !== 'repair') moveTo(walk, event, 'received');
  },
  ReturnReceived: (walk, event) => {
    const resolution = textOf(event.data, 'resolution');
    if (resolution !== 'repair' && resolution !== 'rejected') moveTo(walk, event, 'received');
  },
  RentalReturned: to('received'),
  TakenBack: to('in_reverse'),
  CollectedAsWaste: to('in_reverse'),
  TriageDecided: (walk, event) => moveTo(walk, event, ROUTES[textOf(event.data, 'route') ?? ''] ?? 'triaged'),
  RefurbishmentStarted: to('refurbishing'),
  RefurbishmentCompleted: (walk, event) =>
    moveTo(walk, event, COMPLETED[textOf(event.data, 'outcome') ?? ''] ?? 'triaged'),
  DeviceReadied: to('ready'),
  DeviceListed: to('listed'),
  DeviceDelisted: to('ready'),
  DeviceReserved: to('reserved'),
  ReservationReleased: to('listed'),
  HoldPlaced: (walk, event) => {
    const before = walk.journey.disposition;
    if (textOf(event.data, 'reason') === 'legal' || before === 'repair_hold' || ENDS.includes(before)) return;
    moveTo(walk, event, 'repair_hold');
    walk.heldDisposition = before;
  },
  HoldReleased: (walk, event) => {
    if (walk.journey.disposition === 'repair_hold') moveTo(walk, event, walk.heldDisposition ?? 'received');
  },
  UsePhaseEnded: to('idle'),
  DesignatedForRecycling: to('eol_designated'),
  DeviceDismantled: to('dismantled'),
  DeviceDestroyed: to('destroyed'),
  RecyclingCompleted: to('recycled'),
};
