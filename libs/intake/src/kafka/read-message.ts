import type { IHeaders, KafkaMessage } from 'kafkajs';
import { canonicalJson, type Failure, type Json, type Refusal, shortDigest } from '#kernel';
import { type Report, refused } from '#lifecycle/domain';
import { readJson } from '#platform';
import { type Attributes, attributeFailure, referenceOf } from './cloud-event.js';
import type { MessagePlace } from './message-place.js';

/** A report, or why the message holds none. `reference`: what it is known by, where it says so. */
export type ReadMessage =
  | { report: Report; fallbackReference?: string; reference?: string }
  | { refusal: Refusal; reference?: string };

export type ReceivedMessage = Pick<KafkaMessage, 'value' | 'headers'>;

const STRUCTURED = 'application/cloudevents+json';
const ANY_CLOUD_EVENTS = 'application/cloudevents';

/**
 * The value is what `POST /v1/events` takes, read by the same rules, or a CloudEvent 1.0 around it in binary or structured
 * mode. The same message at the same place always reads the same. Never throws.
 */
export function readMessage({ value, headers }: ReceivedMessage, place: MessagePlace, bytesMax: number): ReadMessage {
  if (value === null || value.length === 0) return { refusal: refused(400, EMPTY) };
  if (value.length > bytesMax) return { refusal: refused(413, tooLarge(bytesMax)) };
  const contentType = textOf(headers, 'content-type')?.trim().toLowerCase() ?? '';
  if (contentType.split(';', 1)[0]?.trim() === STRUCTURED) return structured(value, place);
  if (contentType.startsWith(ANY_CLOUD_EVENTS)) return { refusal: refused(422, UNSUPPORTED) };
  const attributes = binaryAttributes(headers);
  const failure = attributes === undefined ? undefined : attributeFailure(attributes);
  if (failure !== undefined) return { refusal: refused(400, failure) };
  return reportIn(value, attributes, place);
}

function structured(value: Buffer, place: MessagePlace): ReadMessage {
  const read = readJson(value);
  if (!read.ok) return { refusal: refused(400, read.failure) };
  const attributes = (isObject(read.value) ? read.value : {}) as Attributes & { data?: unknown; data_base64?: unknown };
  const failure = attributeFailure(attributes);
  if (failure !== undefined) return { refusal: refused(400, failure) };
  if (typeof attributes.data_base64 !== 'string') return named(attributes.data, attributes, place);
  return reportIn(Buffer.from(attributes.data_base64, 'base64'), attributes, place);
}

function reportIn(bytes: Buffer, attributes: Attributes | undefined, place: MessagePlace): ReadMessage {
  const read = readJson(bytes);
  if (read.ok) return named(read.value, attributes, place);
  const refusal = refused(400, read.failure);
  return attributes === undefined ? { refusal } : { refusal, reference: referenceOf(attributes) };
}

/** The report's own reference, else the CloudEvent's source and id, else content and place (CONTRACTS R3). */
function named(value: unknown, attributes: Attributes | undefined, place: MessagePlace): ReadMessage {
  const report = value as Report;
  const own: unknown = isObject(value) ? value.reference : undefined;
  if (own !== undefined) return typeof own === 'string' ? { report, reference: own } : { report };
  const reference = attributes === undefined ? referenceByContent(value, place) : referenceOf(attributes);
  return { report, fallbackReference: reference, reference };
}

/** The place is the occurrence: fetched again, the message is the same report; sent again, it is another one. */
const referenceByContent = (value: unknown, { partition, offset }: MessagePlace): string =>
  `${shortDigest(canonicalJson((value ?? null) as Json))}#${partition}/${offset}`;

function binaryAttributes(headers: IHeaders | undefined): Attributes | undefined {
  const specversion = textOf(headers, 'ce_specversion');
  if (specversion === undefined) return undefined;
  const [id, source, type] = ['ce_id', 'ce_source', 'ce_type'].map((name) => textOf(headers, name));
  return { specversion, id, source, type };
}

/** The first, where a header occurs several times. */
function textOf(headers: IHeaders | undefined, name: string): string | undefined {
  const given = headers?.[name];
  const first = Array.isArray(given) ? given[0] : given;
  return first === undefined || first === null ? undefined : first.toString();
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const EMPTY: Failure = {
  pointer: '',
  rule: 'empty-message',
  detail: 'The message has no value.',
  hint: 'Nothing is deleted by an empty message: report EventRetracted to take an event back.',
};

const UNSUPPORTED: Failure = {
  pointer: '',
  rule: 'unsupported-format',
  detail: 'Of CloudEvents, single ones are read, in binary mode or as application/cloudevents+json.',
  hint: 'Send one event per message, in JSON.',
};

const tooLarge = (bytesMax: number): Failure => ({
  pointer: '',
  rule: 'too-large',
  detail: `The message is larger than ${bytesMax} bytes.`,
  hint: 'One report per message; documents go in by hash, not by content.',
});
