import type { NewEvent, RecordedEvent } from '#kernel';
import type { Answer } from '../report.js';
import { linkedStreams } from '../set/links.js';
import { historyOfDevice } from './journeys.js';
import type { Known } from './known.js';
import type { PlacingContext } from './place-device.js';
import type { Claim, Placement } from './placement.js';
import { plainReceipt, receiptOf } from './receipt.js';

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
  const { deviceId } = placement;
  const placed = steps.map(provisional);
  assertLoaded(placed.flat(), steps, known);
  const before = deviceId === undefined ? undefined : journeys.present(deviceId);
  for (const [index, { stream, reservations }] of steps.entries()) {
    for (const claim of reservations) known.hold(claim);
    known.add(stream, placed[index] ?? []);
  }
  const after = deviceId === undefined ? undefined : journeys.of(deviceId);
  const receipt =
    after === undefined || before === undefined ? plainReceipt() : receiptOf(main.id, before, after, placement.created);
  main.metadata.receipt = receipt;
  const last = steps.at(-1);
  return answerOf(main.id, (last?.expectedRevision ?? -1) + (last?.events.length ?? 0), receipt);
}

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
  for (const { reservations } of steps) {
    for (const { scope, holder } of reservations) {
      if (scope !== 'link') continue;
      for (const device of JSON.parse(holder) as string[]) historyOfDevice(known, device);
    }
  }
}
