import { partyOf, type RecordedEvent } from '#kernel';
import { homeDevice } from './attribution.js';
import { modelSubjectsOf } from './models.js';
import { textOf } from './payload.js';

type Reported = Pick<RecordedEvent, 'type' | 'data' | 'recordedBy' | 'onBehalfOf'>;

/** Senders in whose naming a reference may stand: the principal's and its delegate's (catalogue, rule 12). */
const namers = (event: Reported): string[] => [...new Set([partyOf(event), event.recordedBy])];

/** `order:<partner>:<ref>` subjects that a receipt links to its device, with the line if it names one. */
export function orderSubjectsOf(event: Reported): { subject: string; lineRef?: string }[] {
  if (event.type !== 'DeviceReceived') return [];
  const orderRef = textOf(event.data, 'orderRef');
  if (orderRef === undefined) return [];
  const lineRef = textOf(event.data, 'lineRef');
  return namers(event).map((partner) => ({
    subject: `order:${partner}:${orderRef}`,
    ...(lineRef !== undefined && { lineRef }),
  }));
}

/**
 * Lines of orders that a receipt claims for its device alone: those that it names, and a consumer's trade-in as a whole.
 * A lot of many devices under one order claims none.
 */
export const orderLinesOf = (event: Reported): string[] =>
  orderSubjectsOf(event).flatMap(({ subject, lineRef }) => {
    if (lineRef !== undefined) return [`${subject}/${lineRef}`];
    return textOf(event.data, 'intakeReason') === 'trade_in' ? [subject] : [];
  });

/** Whether two receipts claim one line. */
export const claimSameLine = (one: Reported, other: Reported): boolean => {
  const lines = orderLinesOf(one);
  return lines.length > 0 && orderLinesOf(other).some((line) => lines.includes(line));
};

const BATCHED = new Set(['RecyclingReceived', 'CollectedAsWaste', 'RecyclingCompleted']);

/** `batch:<partner>:<ref>` subjects that a device entered. */
export function batchSubjectsOf(event: RecordedEvent): string[] {
  const batchRef = BATCHED.has(event.type) ? textOf(event.data, 'batchRef') : undefined;
  return batchRef === undefined ? [] : namers(event).map((partner) => `batch:${partner}:${batchRef}`);
}

/** `part:<partner>:<id>` subjects that went into the device or out of it. */
export function partSubjectsOf(event: RecordedEvent): string[] {
  if (event.type !== 'PartRemoved' && event.type !== 'PartInstalled') return [];
  const partId = textOf(event.data, 'partId');
  if (partId === undefined) return [];
  return partId.startsWith('part:') ? [partId] : [`part:${partyOf(event)}:${partId}`];
}

/** Stream of a subject: `order-acme:4711` for `order:acme:4711`. */
export const streamOfSubject = (subject: string): string => {
  const colon = subject.indexOf(':');
  return `${subject.slice(0, colon)}-${subject.slice(colon + 1)}`;
};

/**
 * Streams that a device's own events say to load as well: orders and batches that it is linked to, parts that went in
 * or out, the model that it is taken for, and devices that it was merged with, split from or contests an identifier with,
 * that took its place or came for the same line of an order.
 */
export function linkedStreams(events: readonly RecordedEvent[]): readonly string[] {
  if (!events.some(mayLink)) return NONE;
  const streams = new Set<string>();
  for (const event of events) {
    for (const { subject, lineRef } of orderSubjectsOf(event)) {
      streams.add(streamOfSubject(subject));
      if (lineRef !== undefined) streams.add(streamOfSubject(`${subject}/${lineRef}`));
    }
    for (const subject of batchSubjectsOf(event)) streams.add(streamOfSubject(subject));
    for (const subject of partSubjectsOf(event)) streams.add(streamOfSubject(subject));
    for (const device of linkedDevices(event)) streams.add(`device-${device}`);
    if (event.metadata.replacementIn !== undefined) streams.add(event.metadata.replacementIn.stream);
  }
  for (const subject of modelSubjectsOf(events)) streams.add(streamOfSubject(subject));
  for (const { stream } of events) if (homeDevice(stream) !== undefined) streams.delete(stream);
  return [...streams].sort();
}

const NONE: readonly string[] = [];
/** Payload fields that links are read from. */
const LINKING_DATA = ['orderRef', 'batchRef', 'partId', 'brand', 'model', 'survivorId', 'absorbedId', 'newDeviceId'];

/** Most events link nothing; this tells so without making anything. */
export const mayLink = ({ data, metadata }: RecordedEvent): boolean =>
  metadata.contests !== undefined ||
  metadata.rivals !== undefined ||
  metadata.newDeviceId !== undefined ||
  metadata.replacementIn !== undefined ||
  LINKING_DATA.some((field) => data[field] !== undefined);

/** Other devices that an event says to load with its own. */
export function linkedDevices(event: RecordedEvent): string[] {
  const { contests = [], newDeviceId, rivals = [] } = event.metadata;
  const named = [...contests.map(({ deviceId }) => deviceId), ...rivals];
  if (newDeviceId !== undefined) named.push(newDeviceId);
  if (event.type === 'DevicesMerged') {
    return [...named, textOf(event.data, 'survivorId'), textOf(event.data, 'absorbedId')].filter(isPresent);
  }
  if (event.type === 'DeviceSplit') return [...named, textOf(event.data, 'newDeviceId')].filter(isPresent);
  return named;
}

const isPresent = (value: string | undefined): value is string => value !== undefined;

/** Whether an order's event is about the line that the receipt names: an absent line matches any. */
export function isOfLine(event: RecordedEvent, subject: string, lineRef: string | undefined): boolean {
  const addressed = event.metadata.addressedBy.find((text) => text === subject || text.startsWith(`${subject}/`));
  if (addressed === undefined) return false;
  const line = addressed === subject ? textOf(event.data, 'lineRef') : addressed.slice(subject.length + 1);
  return line === undefined || lineRef === undefined || line === lineRef;
}
