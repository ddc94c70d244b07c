import { hash } from 'node:crypto';
import type { NewEvent } from '#kernel';
import { assertPlain, assertWellFormed, InvalidEvent, inCanonicalOrder, sortedKeys } from './recordable.js';

/** An event is at most 64 KB of canonical text (CONTRACTS R8). */
export const EVENT_BYTES_MAX = 65_536;
/** What joining the two parts adds: `previousHash` and `recordedAt` with their names, less two braces. */
const BETWEEN_BYTES = 121;
const GIVEN_BY_THE_LOG = new Set(['stream', 'revision', 'recordedAt', 'previousHash', 'hash']);

/**
 * Canonical text of an event on both sides of what only the writer can know: `previousHash` and `recordedAt`, which are
 * neighbours in canonical order. The costly half is done by whoever appends; the writer puts the parts together.
 */
export interface PreparedEvent {
  id: string;
  /** `{"confidence":...` up to and without the comma before `"previousHash"`. */
  before: string;
  /** `"recordedBy":...}` */
  after: string;
}

export interface SealedEvent {
  /** Exactly what is stored and hashed. */
  text: string;
  /** SHA-256 of the text's UTF-8 bytes, lower-case hexadecimal. */
  hash: string;
}

/** Fields of one shape of event on either side of what the log gives, in canonical order. */
interface Plan {
  before: readonly string[];
  /** Between `revision` and `stream`. */
  after: readonly string[];
}

/** By the array of sorted keys, which is one and the same for all events of a shape. */
const plans = new WeakMap<readonly string[], Plan>();

function planFor(keys: readonly string[]): Plan {
  for (const key of keys) {
    if (GIVEN_BY_THE_LOG.has(key)) throw new InvalidEvent(key, 'given by the log, not by the caller');
  }
  const before = keys.filter((key) => key < 'previousHash');
  const after = keys.filter((key) => key > 'revision' && key < 'stream');
  const placed = new Set([...before, ...after, 'recordedBy', 'type']);
  for (const key of keys) if (!placed.has(key)) throw new InvalidEvent(key, 'unknown field of an event');
  const plan = { before, after };
  plans.set(keys, plan);
  return plan;
}

/** Canonical parts of an event at its place in a stream. Throws `InvalidEvent` for what the log cannot hold. */
export function prepareEvent(event: NewEvent, stream: string, revision: number): PreparedEvent {
  assertPlain(event, event.type);
  const keys = sortedKeys(event, event.type);
  const plan = plans.get(keys) ?? planFor(keys);
  const source = event as unknown as Record<string, unknown>;
  const before: Record<string, unknown> = {};
  copy(source, plan.before, before);
  const after: Record<string, unknown> = { recordedBy: event.recordedBy, revision };
  copy(source, plan.after, after);
  after.stream = stream;
  after.type = event.type;
  return assembled(event, JSON.stringify(before), JSON.stringify(after));
}

function copy(source: Record<string, unknown>, keys: readonly string[], target: Record<string, unknown>): void {
  for (const key of keys) {
    const member = source[key];
    if (typeof member === 'string') target[key] = member;
    else if (member !== undefined) target[key] = inCanonicalOrder(member, key);
  }
}

function assembled(event: NewEvent, before: string, after: string): PreparedEvent {
  if (typeof event.id !== 'string' || event.id === '') throw new InvalidEvent('id', 'missing');
  if (typeof event.type !== 'string' || typeof event.recordedBy !== 'string') throw new InvalidEvent('type', 'missing');
  assertWellFormed(before, event.type);
  assertWellFormed(after, event.type);
  if (exceeds(before, after)) throw new InvalidEvent(event.type, `larger than ${EVENT_BYTES_MAX} bytes`);
  return { id: event.id, before: before.slice(0, -1), after: after.slice(1) };
}

function exceeds(before: string, after: string): boolean {
  const room = EVENT_BYTES_MAX - BETWEEN_BYTES;
  // A UTF-16 unit is at most three bytes of UTF-8: most events need no counting.
  if ((before.length + after.length) * 3 <= room) return false;
  return Buffer.byteLength(before) + Buffer.byteLength(after) > room;
}

/** The event's canonical text and its hash, once the hash before it and the time are known. */
export function sealEvent(
  { before, after }: Pick<PreparedEvent, 'before' | 'after'>,
  previousHash: string | null,
  recordedAt: string,
): SealedEvent {
  const previous = previousHash === null ? 'null' : `"${previousHash}"`;
  const text = `${before},"previousHash":${previous},"recordedAt":"${recordedAt}",${after}`;
  return { text, hash: hash('sha256', text, 'hex') };
}
