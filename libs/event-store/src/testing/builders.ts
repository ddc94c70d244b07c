import { randomUUID } from 'node:crypto';
import type { EventMetadata, NewEvent } from '#kernel';
import type { AppendRequest } from '../port.js';

/** A valid event of no particular meaning; what a test cares about it says in `overrides`. */
export function anEvent(
  overrides: Partial<Omit<NewEvent, 'metadata'>> & { metadata?: Partial<EventMetadata> } = {},
): NewEvent {
  const id = overrides.id ?? timeOrderedId();
  return {
    type: 'GradeAssigned',
    schemaVersion: 1,
    occurredAt: '2026-03-04T10:15:00Z',
    occurredAtPrecision: 'second',
    recordedBy: 'refurbisher-one',
    confidence: 'scanned',
    data: { grade: { scheme: 'house', schemeVersion: '1', code: 'A' }, method: 'manual' },
    ...overrides,
    id,
    metadata: {
      correlationId: 'c-1',
      submissionId: id,
      channel: 'http',
      reference: `ref-${id}`,
      digest: '1:AAAAAAAAAAAAAAAAAAAAAA',
      instant: 1_772_619_300_000_000,
      date: '2026-03-04',
      addressedBy: ['imei:356938035643809'],
      ...overrides.metadata,
    },
  };
}

/** One event that opens a stream of its own, unless told otherwise. */
export function anAppend(overrides: Partial<AppendRequest> = {}): AppendRequest {
  return { stream: aStream(), expectedRevision: -1, events: [anEvent()], reservations: [], ...overrides };
}

/** A device's stream that no other test knows. */
export const aStream = (): string => `device-${timeOrderedId()}`;

/** UUIDv7 by the machine's clock. */
export function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
