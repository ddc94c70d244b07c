import type { Database } from 'better-sqlite3';
import { BoundedMap } from '#kernel';
import { sealEvent } from '../seal.js';
import { EVENT_ID_SCOPE } from './scopes.js';
import type { WireOutcome, WireRequest, WireReservation } from './wire.js';
import { type WriterStatements, writerStatements } from './writer-statements.js';

const TAILS_MAX = 50_000;

interface Tail {
  id: number;
  revision: number;
  hash: string | null;
}

/** Where the log ends: what the next event is numbered and timed after. */
interface End {
  position: number;
  stream: number;
  recordedAt: string;
}

type Undo = () => void;

/**
 * The one writer of a log. `commit` takes requests in order, in one transaction: each is checked against what the ones
 * before it left, and appended whole or not at all; a failing one leaves its neighbours alone. When COMMIT fails,
 * all that was remembered is forgotten and read again, so that nothing outlives the transaction (CONTRACTS S3).
 */
export class LogWriter {
  private readonly statements: WriterStatements;
  private readonly tails = new BoundedMap<string, Tail>(TAILS_MAX);
  private committed: End;
  private end: End;

  constructor(private readonly database: Database) {
    this.statements = writerStatements(database);
    this.committed = this.readEnd();
    this.end = this.committed;
  }

  /** Position of the last durable event; 0 when there is none. */
  get head(): number {
    return this.committed.position;
  }

  /** One durable transaction. When it fails, nothing is known of any of its requests: `unknown` for all. */
  commit(requests: readonly WireRequest[], now: number): WireOutcome[] {
    try {
      this.begin(now);
      const outcomes = requests.map((request) => this.append(request));
      this.statements.commit.run();
      this.committed = this.end;
      return outcomes;
    } catch (error) {
      this.forget();
      const reason = error instanceof Error ? error.message : String(error);
      return requests.map(() => ({ status: 'unknown', reason }));
    }
  }

  private begin(now: number): void {
    const time = new Date(now).toISOString();
    this.end = { ...this.committed };
    if (time > this.end.recordedAt) this.end.recordedAt = time;
    this.statements.begin.run();
  }

  private forget(): void {
    if (this.database.inTransaction) this.statements.rollback.run();
    this.tails.clear();
    this.committed = this.readEnd();
  }

  private readEnd(): End {
    const last = this.statements.lastEvent.get();
    return {
      position: last?.position ?? 0,
      stream: this.statements.lastStream.get() ?? 0,
      recordedAt: last?.recordedAt ?? '',
    };
  }

  private append(request: WireRequest): WireOutcome {
    const undo: Undo[] = [];
    const tail = this.tails.get(request.stream) ?? this.opened(request, undo) ?? this.storedTail(request.stream);
    if (tail.revision !== request.expectedRevision) return this.repeatOrConflict(request, tail);
    const held = this.reserve(request.reservations, undo) ?? this.claimIds(request, undo);
    if (held === undefined) return this.insert(request, tail);
    for (const step of undo.reverse()) step();
    return held;
  }

  /** The new stream of a request that expects none; `undefined` if the log has it already. One statement tells both. */
  private opened({ stream, expectedRevision, events }: WireRequest, undo: Undo[]): Tail | undefined {
    if (expectedRevision !== -1 || events.length === 0) return undefined;
    const id = this.end.stream + 1;
    if (this.statements.openStream.run(stream, id).changes === 0) return undefined;
    this.end.stream = id;
    undo.push(() => {
      this.statements.closeStream.run(stream);
      this.end.stream -= 1;
    });
    return { id, revision: -1, hash: null };
  }

  private storedTail(stream: string): Tail {
    const stored = this.statements.tail.get(stream);
    if (stored === undefined) return { id: 0, revision: -1, hash: null };
    this.tails.set(stream, stored);
    return stored;
  }

  /** A request whose events already follow `expectedRevision`, in its order and by its ids, was sent twice (R5). */
  private repeatOrConflict({ expectedRevision, events }: WireRequest, tail: Tail): WireOutcome {
    const repeated =
      events.length > 0 &&
      tail.revision > expectedRevision &&
      events.every(({ id }, index) => {
        const place = this.statements.placeOf.get(id, id);
        return place?.stream === tail.id && place.revision === expectedRevision + 1 + index;
      });
    return repeated ? { status: 'repeated' } : { status: 'wrong-expected-revision', actualRevision: tail.revision };
  }

  private reserve(reservations: readonly WireReservation[], undo: Undo[]): WireOutcome | undefined {
    const { reserveFree, reserveHeld, unreserve, holder } = this.statements;
    for (const { scope, key, expected, holder: next } of reservations) {
      const { changes } =
        expected === null ? reserveFree.run(scope, key, next) : reserveHeld.run(next, scope, key, expected);
      if (changes === 0) return { status: 'reservation-held', scope, key, holder: holder.get(scope, key) ?? null };
      undo.push(
        expected === null ? () => unreserve.run(scope, key) : () => reserveHeld.run(expected, scope, key, next),
      );
    }
    return undefined;
  }

  private claimIds({ events }: WireRequest, undo: Undo[]): WireOutcome | undefined {
    const { claimId, unclaimId, streamOfId } = this.statements;
    let { position } = this.end;
    for (const { id } of events) {
      position += 1;
      if (claimId.run(id, id, position).changes === 0) {
        return { status: 'reservation-held', scope: EVENT_ID_SCOPE, key: id, holder: streamOfId.get(id, id) ?? null };
      }
      undo.push(() => unclaimId.run(id, id));
    }
    return undefined;
  }

  private insert({ stream, events }: WireRequest, tail: Tail): WireOutcome {
    const { recordedAt } = this.end;
    const firstPosition = this.end.position + 1;
    let { revision, hash } = tail;
    const hashes: string[] = [];
    for (const event of events) {
      const sealed = sealEvent(event, hash, recordedAt);
      revision += 1;
      hash = sealed.hash;
      hashes.push(hash);
      this.end.position += 1;
      this.statements.insert.run(this.end.position, tail.id, revision, hash, sealed.text);
    }
    if (events.length > 0) this.tails.set(stream, { id: tail.id, revision, hash });
    return { status: 'appended', firstPosition, recordedAt, previousHash: tail.hash, hashes };
  }
}
