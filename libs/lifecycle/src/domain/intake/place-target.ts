import { type Failure, isUuid, type RecordedEvent, type Refusal } from '#kernel';
import { homeDevice } from '../set/attribution.js';
import { targetOf, textOf } from '../set/payload.js';
import { voidGraph } from '../set/void-graph.js';
import { isOperator } from './authorise.js';
import { nothingToRelease } from './decided.js';
import { eventsAround } from './journeys.js';
import type { Known } from './known.js';
import { type PlacingContext, placeOnDevice } from './place-device.js';
import { isRefusal, type Placed, placedIn } from './placement.js';
import { type Prepared, readHolder } from './prepared.js';
import { refused } from './refuse.js';
import { retractedDevice, sameDevice } from './same-device.js';

/** A correction or retraction goes to its target's stream, so that the revision serialises rivals (CONTRACTS R6). */
export function placeCorrection(prepared: Prepared, context: PlacingContext): Placed {
  const { envelope, declaration, data } = prepared;
  const corrects = envelope.corrects !== undefined;
  const pointer = corrects ? '/corrects' : '/data/target';
  const target = findTarget(
    corrects ? namedBy(envelope.corrects) : targetOf({ data }),
    prepared,
    context.known,
    pointer,
  );
  if ('outcome' in target) return target;
  const refusal =
    notTheSender(prepared, target, pointer) ??
    (corrects && target.type !== declaration.type ? otherType(target) : undefined) ??
    alreadyVoid(target, context.known, pointer);
  if (refusal !== undefined) return refusal;
  const home = homeDevice(target.stream);
  const at = placedIn(target.stream, {
    target,
    addressedBy: target.metadata.addressedBy,
    ...(home !== undefined && { deviceId: home }),
  });
  if (envelope.device === undefined) return at;
  if (!corrects) return retractedDevice(prepared, target, at, context);
  return home === undefined ? at : sameDevice(prepared, target, home, context);
}

/** A released or set-aside event: the decision lies beside it. */
export function placeDecision(prepared: Prepared, context: PlacingContext): Placed {
  const eventId = textOf(prepared.data, 'eventId') ?? '';
  const target = context.known.event(eventId);
  if (target === null) return refused(422, noSuchEvent('/data/eventId', eventId));
  const pointless = nothingToRelease(prepared, target, context);
  if (pointless !== undefined) return refused(409, pointless);
  const home = homeDevice(target.stream);
  return placedIn(target.stream, {
    target,
    addressedBy: target.metadata.addressedBy,
    ...(home !== undefined && { deviceId: home }),
  });
}

/** Operators, auditors, and the partner that the anomaly asks. */
export function placeResolution(prepared: Prepared, context: PlacingContext): Placed {
  if (prepared.address.subject !== undefined) return placedIn(prepared.address.subject.stream);
  const placed = placeOnDevice({ ...prepared, envelope: { ...prepared.envelope, unknownDevice: 'refuse' } }, context);
  if (isRefusal(placed) || placed.deviceId === undefined) return placed;
  const anomalyId = textOf(prepared.data, 'anomalyId') ?? '';
  const anomaly = context.journeys.of(placed.deviceId)?.anomalies.find(({ id }) => id === anomalyId);
  const isAcross = anomaly === undefined && textOf(prepared.data, 'about') !== undefined;
  if (anomaly === undefined && !isAcross) return refused(422, noAnomalyOfDevice(anomalyId));
  const { party } = prepared;
  const decides = party.roles.includes('operator') || party.roles.includes('auditor') || anomaly?.asked === party.id;
  if (decides) return placed;
  return refused(403, {
    pointer: '/data/anomalyId',
    rule: 'not-asked',
    detail: isAcross
      ? 'A finding across devices is resolved by operators and auditors.'
      : 'An anomaly is resolved by operators, auditors and the partner that it asks.',
  });
}

/** No journey has a finding across devices: it is taken at its word, and rules on nothing if there is no such finding. */
const noAnomalyOfDevice = (anomalyId: string): Failure => ({
  ...targetUnknown('/data/anomalyId', anomalyId),
  detail: `${anomalyId} is no anomaly of this device.`,
  hint: 'Send this again once it is; of a finding across devices say what it is `about`, or resolve it at /v1/findings.',
});

const namedBy = (corrects: Prepared['envelope']['corrects']): { eventId?: string; reference?: string } =>
  typeof corrects === 'string' ? { eventId: corrects } : (corrects ?? {});

function findTarget(
  { eventId, reference }: { eventId?: string; reference?: string },
  { sender }: Prepared,
  known: Known,
  pointer: string,
): RecordedEvent | Refusal {
  const holder = reference === undefined ? null : known.holder('reference', `${sender.id}/${reference}`);
  const id = holder === null ? eventId : readHolder(holder).eventId;
  const event = id === undefined ? null : known.event(id);
  if (event !== null) return event;
  return refused(422, eventId === undefined ? targetUnknown(pointer, reference ?? '') : noSuchEvent(pointer, eventId));
}

const targetUnknown = (pointer: string, name: string): Failure => ({
  pointer,
  rule: 'target-unknown',
  detail: `${name} is not recorded.`,
  hint: 'Send this again once it is.',
});

const noSuchEvent = (pointer: string, id: string): Failure => ({
  ...targetUnknown(pointer, id),
  detail: `No event has the id ${id}.`,
  ...(!isUuid(id) && { hint: `A reference of yours is named as {"reference": ${JSON.stringify(id)}}.` }),
});

/** The original sender, the partner whose fact it is, their delegates, and operators (CONTRACTS R6). */
function notTheSender({ sender, party }: Prepared, target: RecordedEvent, pointer: string): Refusal | undefined {
  const entitled = [target.recordedBy, target.onBehalfOf];
  if (isOperator(sender) || entitled.includes(sender.id) || entitled.includes(party.id)) return undefined;
  return refused(403, {
    pointer,
    rule: 'not-the-sender',
    detail: 'An event is corrected by its sender, the sender’s delegate, or an operator.',
    hint: 'Auditors dispute it with EventSetAside.',
  });
}

const otherType = (target: RecordedEvent): Refusal =>
  refused(422, {
    pointer: '/type',
    rule: 'other-type',
    detail: `The event to correct is a ${target.type}.`,
    hint: 'Retract it with EventRetracted and a replacement.',
  });

function alreadyVoid(target: RecordedEvent, known: Known, pointer: string): Refusal | undefined {
  const by = voidGraph(eventsAround(known, target)).voidedBy(target.id);
  if (by === undefined) return undefined;
  return refused(409, {
    pointer,
    rule: 'already-corrected',
    detail: `${by} has voided that event already.`,
    hint: `Correct or retract ${by} instead.`,
  });
}
