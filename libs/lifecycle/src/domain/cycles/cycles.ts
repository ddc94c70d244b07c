import { partyOf, type RecordedEvent } from '#kernel';
import type { Cycle } from '../journey.js';
import { objectsOf, textOf } from '../set/payload.js';
import { type Axis, countryOf, type Walk } from '../walk/walk.js';
import { leaveProcessing } from './departures.js';
import { hasEnded, takeIn, takeInUnreceived } from './opening.js';
import { openCycle } from './outcome.js';
import { holdPlaced, holdReleased, leaveVisit, ready } from './visits.js';

const INTAKES = new Set<string>(['trade_in', 'take_back', 'b2b', 'overstock', 'transfer']);
const isIntake = (reason: string | undefined): reason is Cycle['reason'] => reason !== undefined && INTAKES.has(reason);

/** Intake cycles and the visits inside them (catalogue, rule 4). Runs before custody: it must see who had the device. */
export const cycles: Axis = {
  DeviceReceived: (walk, event) => {
    const reason = textOf(event.data, 'intakeReason');
    if (reason === 'repair') return;
    leaveProcessing(walk, event);
    takeIn(walk, event, isIntake(reason) ? reason : 'unknown');
  },
  CustodyAccepted: leaveProcessing,
  TakenBack: (walk, event) => takeIn(walk, event, 'take_back'),
  CollectedAsWaste: (walk, event) => takeIn(walk, event, 'collection'),
  ReturnReceived: (walk, event) => {
    const resolution = textOf(event.data, 'resolution') ?? walk.returning?.resolution;
    if (resolution !== 'repair' && resolution !== 'rejected') takeIn(walk, event, 'return');
  },
  RentalReturned: (walk, event) => takeIn(walk, event, 'rental_return'),
  RecyclingReceived: (walk, event) => {
    if (openCycle(walk) !== undefined || !hasEnded(walk)) takeIn(walk, event, 'collection');
  },
  CustodyReleased: leaveVisit,
  TriageDecided: (walk, event) => {
    walk.goesBack = textOf(event.data, 'route') === 'return_to_sender';
  },
  TradeInCancelled: (walk) => {
    walk.goesBack = openCycle(walk) !== undefined;
  },
  DesignatedForRecycling: takeInUnreceived,
  RefurbishmentStarted: (walk, event) => {
    takeInUnreceived(walk, event);
    walk.memory.startedAt.set(partyOf(event), event.metadata.instant);
  },
  RefurbishmentCompleted: (walk, event) => {
    takeInUnreceived(walk, event);
    if (textOf(event.data, 'outcome') !== 'pass') return;
    const cycle = openCycle(walk);
    if (cycle !== undefined) {
      cycle.refurbishmentPassed = true;
      cycle.refurbishedBy = partyOf(event);
    }
    ready(walk, event);
  },
  DeviceReadied: (walk, event) => {
    takeInUnreceived(walk, event);
    ready(walk, event);
  },
  DeviceListed: ready,
  DiagnosticsReported: firstFinalTest,
  HoldPlaced: holdPlaced,
  HoldReleased: holdReleased,
  DeviceDismantled: takeInUnreceived,
  DeviceDestroyed: takeInUnreceived,
  RecyclingCompleted: takeInUnreceived,
};

/** The overall result; without one, no test may have failed. */
export const hasPassed = ({ data }: RecordedEvent): boolean => {
  const result = textOf(data, 'result');
  if (result !== undefined) return result === 'pass';
  return objectsOf(data, 'tests').every((test) => textOf(test, 'result') !== 'fail');
};

function firstFinalTest(walk: Walk, event: RecordedEvent): void {
  const cycle = openCycle(walk);
  if (textOf(event.data, 'stage') !== 'final' || cycle === undefined || cycle.firstFinalTest !== undefined) return;
  const country = countryOf(event);
  cycle.firstFinalTest = {
    eventId: event.id,
    partner: partyOf(event),
    at: event.metadata.instant,
    passed: hasPassed(event),
    ...(country !== undefined && { country }),
  };
}
