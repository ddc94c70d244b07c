import { createHash } from 'node:crypto';
import { isUuid, type RecordedEvent } from '#kernel';
import { InvalidEvent } from '../recordable.js';
import type { SealedEvent } from '../seal.js';
import type { NewRecord, StoredRecord } from './stream-server.js';

/** Streams of the adapter's own start with it; EventStoreDB's own start with `$`. Neither is part of the log. */
export const OWN_PREFIX = '_';
/** Names of the log's streams, as EventStoreDB's subscriptions filter them. */
export const logStreamsRegex = (within = ''): string => `^${within}[^$_]`;

export const isOfTheLog = ({ stream }: StoredRecord): boolean =>
  !stream.startsWith(OWN_PREFIX) && !stream.startsWith('$');

export function assertLogStream(stream: string): void {
  if (!/^[^$_]/.test(stream)) throw new InvalidEvent('stream', `"${stream}" is a name that the log keeps for itself`);
}

/** UUIDv8 made of a text, always the same. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** EventStoreDB takes UUIDs only: an id that is none goes by one made of it. */
export const recordIdOf = (eventId: string): string => (isUuid(eventId) ? eventId : uuidOf(eventId));

export interface SealedRecord extends SealedEvent {
  id: string;
  type: string;
}

/** The event's record: its data are the canonical bytes that were hashed (CONTRACTS R8). */
export function toRecord({ id, type, text, hash }: SealedRecord, attempt: string): NewRecord {
  return { id: recordIdOf(id), type, data: Buffer.from(text, 'utf8'), metadata: { hash, attempt } };
}

export const textOf = ({ data }: StoredRecord): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');

export function eventOf(record: StoredRecord): RecordedEvent {
  const event = JSON.parse(textOf(record)) as RecordedEvent;
  event.hash = record.metadata.hash ?? '';
  return event;
}
