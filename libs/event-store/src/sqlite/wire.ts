import type { PreparedEvent } from '../seal.js';

/**
 * What crosses to the writer and back is one flat array of strings and numbers per message: copying that between
 * threads costs a tenth of copying the same values as objects.
 */
export type Cell = string | number | null;

export interface WireReservation {
  scope: number;
  key: string;
  expected: string | null;
  holder: string;
}

export interface WireRequest {
  stream: string;
  expectedRevision: number;
  events: readonly PreparedEvent[];
  reservations: readonly WireReservation[];
}

export type WireOutcome =
  | {
      status: 'appended';
      firstPosition: number;
      recordedAt: string;
      previousHash: string | null;
      hashes: readonly string[];
    }
  | { status: 'repeated' }
  | { status: 'wrong-expected-revision'; actualRevision: number }
  | { status: 'reservation-held'; scope: number; key: string; holder: string | null }
  | { status: 'unknown'; reason: string };

export interface BatchMessage {
  ticket: number;
  /** UTC milliseconds by the owner's clock. */
  now: number;
  cells: Cell[];
}

/** One message per transaction, so that its callers go on in one turn and their next requests share one too. */
export interface AnswerMessage {
  answers: { ticket: number; cells: Cell[] }[];
  /** Position of the log's last durable event. */
  head: number;
}

/** A reader of cells in the order in which they were written. */
class Cells {
  private next = 0;
  constructor(private readonly cells: readonly Cell[]) {}

  get ended(): boolean {
    return this.next >= this.cells.length;
  }
  text(): string {
    return this.cells[this.next++] as string;
  }
  number(): number {
    return this.cells[this.next++] as number;
  }
  textOrNull(): string | null {
    return this.cells[this.next++] as string | null;
  }
}

export function writeRequest(cells: Cell[], { stream, expectedRevision, events, reservations }: WireRequest): void {
  cells.push(stream, expectedRevision, events.length, reservations.length);
  for (const { id, before, after } of events) cells.push(id, before, after);
  for (const { scope, key, expected, holder } of reservations) cells.push(scope, key, expected, holder);
}

export function readRequests(from: readonly Cell[]): WireRequest[] {
  const cells = new Cells(from);
  const requests: WireRequest[] = [];
  while (!cells.ended) {
    const [stream, expectedRevision] = [cells.text(), cells.number()];
    const [eventCount, reservationCount] = [cells.number(), cells.number()];
    const events: PreparedEvent[] = [];
    for (let i = 0; i < eventCount; i++) events.push({ id: cells.text(), before: cells.text(), after: cells.text() });
    const reservations: WireReservation[] = [];
    for (let i = 0; i < reservationCount; i++) {
      const [scope, key, expected, holder] = [cells.number(), cells.text(), cells.textOrNull(), cells.text()];
      reservations.push({ scope, key, expected, holder });
    }
    requests.push({ stream, expectedRevision, events, reservations });
  }
  return requests;
}

export function writeOutcome(cells: Cell[], outcome: WireOutcome): void {
  cells.push(outcome.status);
  switch (outcome.status) {
    case 'appended':
      cells.push(outcome.firstPosition, outcome.recordedAt, outcome.previousHash, outcome.hashes.length);
      cells.push(...outcome.hashes);
      return;
    case 'repeated':
      return;
    case 'wrong-expected-revision':
      cells.push(outcome.actualRevision);
      return;
    case 'reservation-held':
      cells.push(outcome.scope, outcome.key, outcome.holder);
      return;
    case 'unknown':
      cells.push(outcome.reason);
  }
}

export function readOutcomes(from: readonly Cell[]): WireOutcome[] {
  const cells = new Cells(from);
  const outcomes: WireOutcome[] = [];
  while (!cells.ended) outcomes.push(readOutcome(cells));
  return outcomes;
}

function readOutcome(cells: Cells): WireOutcome {
  const status = cells.text() as WireOutcome['status'];
  switch (status) {
    case 'appended': {
      const [firstPosition, recordedAt, previousHash] = [cells.number(), cells.text(), cells.textOrNull()];
      const hashes = Array.from({ length: cells.number() }, () => cells.text());
      return { status, firstPosition, recordedAt, previousHash, hashes };
    }
    case 'repeated':
      return { status };
    case 'wrong-expected-revision':
      return { status, actualRevision: cells.number() };
    case 'reservation-held':
      return { status, scope: cells.number(), key: cells.text(), holder: cells.textOrNull() };
    case 'unknown':
      return { status, reason: cells.text() };
  }
}
