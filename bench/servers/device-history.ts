import { randomUUID } from 'node:crypto';
import type { AppendRequest, EventStore } from '#event-store';
import type { NewEvent } from '#kernel';

const INSTANT = 1_772_619_300_000_000;
const HISTORY = 8;
const BATCH = 100;

/** UUIDv7 by the machine's clock, as intake draws them. */
export function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

function gradeAssigned(): NewEvent {
  const id = timeOrderedId();
  return {
    id,
    type: 'GradeAssigned',
    schemaVersion: 1,
    occurredAt: '2026-03-04T10:15:00Z',
    occurredAtPrecision: 'second',
    recordedBy: 'bench',
    location: { country: 'FR', inferred: true },
    confidence: 'asserted',
    data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
    metadata: {
      correlationId: id,
      submissionId: id,
      channel: 'http',
      reference: id,
      digest: '1:AAAAAAAAAAAAAAAAAAAAAA',
      instant: INSTANT,
      date: '2026-03-04',
      addressedBy: ['serial:northwind:B000000001'],
    },
  };
}

/** The beginning of a device's history, each event with its reference reserved, as intake appends them. */
export function historyOf(events: number, stream = `device-${timeOrderedId()}`): AppendRequest {
  const told = Array.from({ length: events }, gradeAssigned);
  return {
    stream,
    expectedRevision: -1,
    events: told,
    reservations: told.map(({ id }) => ({ scope: 'reference', key: `bench/${id}`, expected: null, holder: id })),
  };
}

/** So many events of devices that nobody has heard of, in batches. */
export async function tellHistories(log: EventStore, events: number): Promise<void> {
  for (let told = 0; told < events; told += HISTORY * BATCH) {
    await log.append(Array.from({ length: BATCH }, () => historyOf(HISTORY)));
  }
}
