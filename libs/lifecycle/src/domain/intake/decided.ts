import { canonicalJson, type Failure, type RecordedEvent } from '#kernel';
import type { Journey, Standing } from '../journey.js';
import { homeDevice } from '../set/attribution.js';
import { decisionsOf } from '../set/decisions.js';
import { textOf } from '../set/payload.js';
import { voidGraph } from '../set/void-graph.js';
import { eventsAround, historyOfDevice, linkedDevices } from './journeys.js';
import type { Known } from './known.js';
import type { PlacingContext } from './place-device.js';
import type { Placement } from './placement.js';
import type { Prepared } from './prepared.js';

const ON_EVENTS: ReadonlySet<string> = new Set(['EventReleased', 'EventSetAside']);

/** The decision in force on the same event, where it is the same: to make it again says nothing. */
export function decidedAlready({ declaration, data }: Prepared, known: Known): string | undefined {
  if (!ON_EVENTS.has(declaration.type)) return undefined;
  const target = known.event(textOf(data, 'eventId') ?? '');
  if (target === null) return undefined;
  const events = eventsAround(known, target);
  const made = decisionsOf(events, voidGraph(events)).standing.get(target.id);
  return made?.type === declaration.type ? made.id : undefined;
}

/**
 * The resolution in force, where the same partner says the same of the anomaly again, in the same words. What is said of
 * a finding across devices may have been overridden on another one of them.
 */
export function resolvedAlready(prepared: Prepared, { deviceId }: Placement, known: Known): string | undefined {
  const { declaration, data, sender } = prepared;
  if (declaration.type !== 'AnomalyResolved' || deviceId === undefined || data.about !== undefined) return undefined;
  const { events } = historyOfDevice(known, deviceId);
  const made = decisionsOf(events, voidGraph(events)).resolutions.get(textOf(data, 'anomalyId') ?? '');
  const first = made?.by === sender.id ? known.event(made.eventId) : null;
  return first !== null && canonicalJson(first.data) === canonicalJson(data) ? first.id : undefined;
}

/** Why an event cannot be released: it counts anyway, in every journey that has it, or was taken back. */
export function nothingToRelease(
  { declaration }: Prepared,
  target: RecordedEvent,
  { known, journeys }: PlacingContext,
): Failure | undefined {
  const home = homeDevice(target.stream);
  if (declaration.type !== 'EventReleased' || home === undefined) return undefined;
  const standings = linkedDevices(known, home).flatMap((device) => standingsIn(journeys.of(device), target));
  const [standing] = standings;
  if (standing === undefined || standings.some((one) => one.standing === 'set-aside')) return undefined;
  return {
    pointer: '/data/eventId',
    rule: 'not-set-aside',
    ...(standing.standing === 'void'
      ? { detail: `${standing.by} has voided that event.`, hint: `To restore it, retract ${standing.by}.` }
      : { detail: 'That event counts already.', hint: 'What waits for a decision is listed at /v1/quarantine.' }),
  };
}

const standingsIn = (journey: Journey | undefined, { id }: RecordedEvent): Standing[] =>
  (journey?.entries ?? []).filter(({ event }) => event.id === id).map(({ standing }) => standing);
