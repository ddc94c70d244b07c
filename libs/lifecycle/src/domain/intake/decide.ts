import { derivedId, type NewEvent, type Refusal } from '#kernel';
import { deviceVersion } from '../device-version.js';
import type { Answer } from '../report.js';
import { deviceStream } from '../set/attribution.js';
import { isAboutEvents } from '../set/order.js';
import { textOf } from '../set/payload.js';
import { isOperator } from './authorise.js';
import { TIED_MAX, tieTooMany } from './claims.js';
import { crowdedStream } from './crowded-stream.js';
import { decidedAlready, resolvedAlready } from './decided.js';
import { type DecidingContext, enter, type Step } from './enter.js';
import { linkedDevices } from './journeys.js';
import type { Known } from './known.js';
import { FURTHER, newEvent, registrationOf } from './new-event.js';
import { type PlacingContext, placeOnDevice } from './place-device.js';
import { placeContestResolution, placeMerge, placeSplit } from './place-links.js';
import { withOrderLine } from './place-order-line.js';
import { withNewDevice } from './place-replacement.js';
import { placeCorrection, placeDecision, placeResolution } from './place-target.js';
import { type Claim, isRefusal, type Placed, type Placement, placedIn } from './placement.js';
import { type Prepared, readHolder, referenceKey, writeHolder } from './prepared.js';
import { refused } from './refuse.js';

export type Decision =
  | { kind: 'append'; steps: Step[]; answer: Answer }
  /** Recorded before, under the same reference with the same content, or a decision that is in force already. */
  | { kind: 'repeat'; eventId: string }
  | { kind: 'refused'; refusal: Refusal };

/** Throws `Missing` before it has changed anything, if it needs more of the log. */
export function decide(prepared: Prepared, context: DecidingContext): Decision {
  const key = referenceKey(prepared);
  const holder = context.known.holder('reference', key);
  if (holder !== null) {
    const first = readHolder(holder);
    if (first.digest !== prepared.digest) return { kind: 'refused', refusal: otherContent(prepared, first.eventId) };
    if (context.known.event(first.eventId) !== null) return { kind: 'repeat', eventId: first.eventId };
    return append({ ...prepared, id: first.eventId }, context, holder);
  }
  const made = decidedAlready(prepared, context.known);
  if (made !== undefined && context.known.event(made) !== null) return { kind: 'repeat', eventId: made };
  return append(prepared, context, null);
}

function append(prepared: Prepared, context: DecidingContext, held: string | null): Decision {
  const placement = place(prepared, context);
  if (isRefusal(placement)) return { kind: 'refused', refusal: placement };
  const made = held === null ? resolvedAlready(prepared, placement, context.known) : undefined;
  if (made !== undefined) return { kind: 'repeat', eventId: made };
  const refusal =
    changedMeanwhile(prepared, placement, context.known) ??
    crowdedStream(prepared, context.known.stream(placement.stream));
  if (refusal !== undefined) return { kind: 'refused', refusal };
  const steps: Step[] = [];
  if (prepared.replacement !== undefined) {
    const replaced = replacementStep(prepared, prepared.replacement, placement, context);
    if (replaced !== undefined && 'outcome' in replaced) return { kind: 'refused', refusal: replaced };
    if (replaced !== undefined) steps.push(replaced);
  }
  const main = newEvent(prepared, placement);
  const holder = writeHolder({ eventId: main.id, stream: placement.stream, digest: prepared.digest });
  const reference: Claim[] =
    holder === held ? [] : [{ scope: 'reference', key: referenceKey(prepared), expected: held, holder }];
  const own = stepOf(placement, main, context.known, FURTHER.registration);
  const first = steps[0] ?? own;
  first.reservations.unshift(...reference);
  steps.push(own);
  return { kind: 'append', steps, answer: enter(main, placement, steps, context) };
}

/** The version is compared with what the append then insists on, so that nothing slips in between (CONTRACTS H4). */
function changedMeanwhile({ ifMatch }: Prepared, { deviceId }: Placement, known: Known): Refusal | undefined {
  if (ifMatch === undefined || ifMatch === '*' || deviceId === undefined) return undefined;
  const streams = linkedDevices(known, deviceId).map(deviceStream);
  const version = deviceVersion(streams.map((stream) => [stream, known.stream(stream).length - 1] as const));
  if (ifMatch.split(',').some((one) => one.trim() === version)) return undefined;
  return refused(412, {
    pointer: '/headers/if-match',
    rule: 'changed-meanwhile',
    detail: 'The device is no longer as that version says.',
    hint: 'Read it again and decide anew.',
  });
}

const otherContent = (prepared: Prepared, eventId: string): Refusal =>
  refused(409, {
    pointer: '/reference',
    rule: 'reference-used',
    detail: `${prepared.reference} is the reference of ${eventId}, which says something else.`,
    hint: 'A new fact needs a new reference; a mistake is mended with `corrects`.',
  });

function place(prepared: Prepared, context: PlacingContext): Placed {
  const placed = placeByType(prepared, context);
  if (isRefusal(placed)) return placed;
  const { type } = prepared.declaration;
  if (type === 'DeviceReceived') return withOrderLine(placed, prepared, context.known);
  const whole = type === 'DeviceReplaced' ? withNewDevice(placed, prepared, context) : placed;
  return isRefusal(whole) || isOperator(prepared.sender) || !tieTooMany(whole.claims) ? whole : tooManyTied();
}

const tooManyTied = (): Refusal =>
  refused(422, {
    pointer: '/device',
    rule: 'too-many-devices-tied',
    detail: `With this, more than ${TIED_MAX} devices would contest identifiers with each other or stand for each other.`,
    hint: 'Check that the identifier is one device’s own; an operator resolves contests and merges devices.',
  });

function placeByType(prepared: Prepared, context: PlacingContext): Placed {
  const { type } = prepared.declaration;
  if (prepared.envelope.corrects !== undefined || type === 'EventRetracted') return placeCorrection(prepared, context);
  if (type === 'AnomalyResolved') return placeResolution(prepared, context);
  if (isAboutEvents({ type })) return placeDecision(prepared, context);
  if (type === 'DevicesMerged') return placeMerge(prepared, context);
  if (type === 'DeviceSplit') return placeSplit(prepared, context);
  if (type === 'IdentifierContestResolved') return placeContestResolution(prepared, context);
  if (prepared.address.subject !== undefined) return placedIn(prepared.address.subject.stream);
  if (prepared.declaration.subject === 'none') return placedIn(streamOfPerson(prepared));
  return placeOnDevice(prepared, context);
}

/** About no device: what concerns a person has a stream by the person's pseudonym. */
const streamOfPerson = ({ data }: Prepared): string => `subject-${textOf(data, 'subjectRef') ?? 'unknown'}`;

/** The replacement is recorded first and counts only while the retraction does (CONTRACTS R6). */
function replacementStep(
  retraction: Prepared,
  replacement: Prepared,
  { stream }: Placement,
  context: DecidingContext,
): Step | Refusal | undefined {
  const placement = place(replacement, context);
  if (isRefusal(placement)) {
    const errors = placement.errors.map((error) => ({ ...error, pointer: `/data/replacement${error.pointer}` }));
    return { ...placement, errors };
  }
  const event = newEvent(replacement, placement);
  event.id = derivedId(retraction.id, FURTHER.replacement);
  event.metadata.submissionId = retraction.id;
  event.metadata.replacementIn = { retractionId: retraction.id, stream };
  if (context.known.event(event.id) !== null) return undefined;
  return stepOf(placement, event, context.known, FURTHER.replacementsRegistration);
}

function stepOf(placement: Placement, event: NewEvent, known: Known, registrationIndex: number): Step {
  const opens = placement.created && event.type !== 'DeviceRegistered';
  return {
    stream: placement.stream,
    expectedRevision: known.stream(placement.stream).length - 1,
    events: opens ? [registrationOf(event, registrationIndex), event] : [event],
    reservations: [...placement.claims],
  };
}
