import type { NewEvent, Receipt, RecordedEvent } from '#kernel';
import type { Answer } from '../report.js';
import { deviceStream, homeDevice } from '../set/attribution.js';
import { linkedStreams } from '../set/links.js';
import { historyOfDevice, linkedDevices } from './journeys.js';
import type { Known } from './known.js';
import type { PlacingContext } from './place-device.js';
import type { Claim, Placement } from './placement.js';
import { plainReceipt, receiptOf } from './receipt.js';
import { onlyAdds } from './running-journey.js';

/** One append: whole or not at all. */
export interface Step {
  stream: string;
  expectedRevision: number;
  events: NewEvent[];
  reservations: Claim[];
}

/** What the log holds, and what the batch has decided to add to it. */
export interface Ledger extends Known {
  add(stream: string, events: readonly RecordedEvent[]): void;
  hold(claim: Claim): void;
}

export interface DecidingContext extends PlacingContext {
  known: Ledger;
}

/** Enters what was decided into the batch's view, and answers its sender by the journey before and after. */
export function enter(main: NewEvent, placement: Placement, steps: readonly Step[], context: DecidingContext): Answer {
  const { known, journeys } = context;
  const { deviceId, created } = placement;
  const placed = steps.map(provisional);
  const events = placed.flat();
  assertLoaded(events, steps, known);
  const added = addedReceipt(events, steps, placement, context);
  const before = added !== undefined || deviceId === undefined ? undefined : journeys.present(deviceId);
  for (const [index, { stream, reservations }] of steps.entries()) {
    for (const claim of reservations) known.hold(claim);
    known.add(stream, placed[index] ?? []);
  }
  const after = before && deviceId ? journeys.of(deviceId) : undefined;
  const receipt = added ?? (before && after ? receiptOf(main.id, before, after, created) : plainReceipt());
  main.metadata.receipt = receipt;
  const last = steps.at(-1);
  return answerOf(main.id, (last?.expectedRevision ?? -1) + (last?.events.length ?? 0), receipt);
}

/** What is told of one event that only adds to a device's journey: it need not be folded anew. */
function addedReceipt(
  events: readonly RecordedEvent[],
  steps: readonly Step[],
  { deviceId, stream }: Placement,
  { known, journeys }: DecidingContext,
): Receipt | undefined {
  const [event, ...others] = events;
  if (deviceId === undefined || event === undefined || others.length > 0 || !onlyAdds(event)) return undefined;
  if (stream !== deviceStream(deviceId) || steps.some(tiesStreams)) return undefined;
  return journeys.walked(deviceId, event)?.take(event, known);
}

const tiesStreams = ({ reservations }: Step): boolean => reservations.some(({ scope }) => scope === 'link');

export const answerOf = (
  eventId: string,
  revision: number,
  { deviceId, deviceCreated, outcome, anomalies }: NonNullable<NewEvent['metadata']['receipt']>,
): Answer => ({ eventId, ...(deviceId !== undefined && { deviceId }), deviceCreated, revision, outcome, anomalies });

/** As the log will hold it, but for time and hash, which no fold reads. */
const provisional = ({ stream, expectedRevision, events }: Step): RecordedEvent[] =>
  events.map((event, index) => ({
    ...event,
    stream,
    revision: expectedRevision + 1 + index,
    recordedAt: '',
    previousHash: null,
    hash: '',
  }));

/** Looks at everything that folding will look at, so that nothing is missing once the view has changed. */
function assertLoaded(events: readonly RecordedEvent[], steps: readonly Step[], known: Known): void {
  known.streams(linkedStreams(events));
  const describes = events.some(describesModel);
  for (const step of steps) {
    if (!describes && step.reservations.every(({ scope }) => scope !== 'link')) continue;
    const devices = devicesOf(step, known);
    for (const device of devices) historyOfDevice(known, device);
    const joint = known.streams(devices.map(deviceStream)).flat();
    known.streams(linkedStreams([...joint, ...events]));
  }
}

/** The device that a step is about, with all that it will be tied to. */
function devicesOf({ stream, reservations }: Step, known: Known): string[] {
  const home = homeDevice(stream);
  const devices = new Set(home === undefined ? [] : linkedDevices(known, home));
  for (const { scope, holder } of reservations) {
    if (scope === 'link') for (const device of JSON.parse(holder) as string[]) devices.add(device);
  }
  return [...devices];
}

/** Brands and models of all events together name models: of no other link do two events make a third. */
const describesModel = ({ data }: RecordedEvent): boolean => data.brand !== undefined || data.model !== undefined;
