import { setTimeout } from 'node:timers/promises';
import type { RecordedEvent } from '#kernel';
import type { AppendOutcome, AppendRequest, LoggedEvent } from '../port.js';
import { prepareEvent } from '../seal.js';
import type { Fates, KeyState } from './fates.js';
import { makePlan, type PreparedRequest, type Wanted, wantedBy } from './make-plan.js';
import type { Place, PlaceTokens } from './place.js';
import type { Plan } from './plan.js';
import { assertLogStream, eventOf } from './stored-event.js';
import type { StoredRecord, StreamServer } from './stream-server.js';
import type { StreamTails } from './stream-tails.js';

/** How often a request begins anew because rivals were faster. */
const ATTEMPTS_MAX = 50;
const PAUSE_MILLIS_MAX = 20;
const UNTAKEN: KeyState = { holder: null, revision: -1, learned: 0 };

interface Parts {
  server: StreamServer;
  fates: Fates;
  tails: StreamTails;
  tokens: PlaceTokens;
  /** UTC milliseconds. */
  now: () => number;
}

/** Throws `InvalidEvent` for what the log cannot hold. */
export function prepareRequest(request: AppendRequest): PreparedRequest {
  assertLogStream(request.stream);
  const { stream, expectedRevision, events } = request;
  const prepared = events.map((event, index) => prepareEvent(event, stream, expectedRevision + 1 + index));
  return { ...request, prepared };
}

/** Appends one request at a time and stream, with its reservations, in steps that others can finish. */
export class Appender {
  /** `recordedAt` does not go back within a process either. */
  private recordedAt = '';

  constructor(private readonly parts: Parts) {}

  /** What the log was recorded up to when it was opened. */
  startAt(recordedAt: string): void {
    if (recordedAt > this.recordedAt) this.recordedAt = recordedAt;
  }

  /** Rejects when the fate of the request is not known. */
  async append(request: PreparedRequest): Promise<AppendOutcome> {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      const outcome = await this.attempt(request, attempt === 0);
      if (outcome !== 'again') return outcome;
      if (attempt > 1) await setTimeout(Math.random() * PAUSE_MILLIS_MAX);
    }
    return { status: 'unknown', reason: `${ATTEMPTS_MAX} attempts lost to rivals` };
  }

  /**
   * The first attempt is hopeful: it takes new keys for free and writes all claims at once. Later ones look first, finish
   * what they meet, and claim one by one in an order that is the same for all.
   */
  private async attempt(request: PreparedRequest, hopeful: boolean): Promise<AppendOutcome | 'again'> {
    const { tails, fates } = this.parts;
    const { stream, expectedRevision } = request;
    const tail = hopeful ? await tails.at(stream, expectedRevision) : await tails.read(stream);
    if (tail.revision !== expectedRevision) return this.repeatOrConflict(request, tail.revision);
    const wanted = wantedBy(request);
    const states = await this.states(wanted, hopeful);
    const held = heldAgainst(request, wanted, states);
    if (held !== undefined) return this.unlessRepeated(request, held);
    const plan = makePlan(request, { tail, wanted, states, now: this.nowText() });
    if (plan === undefined) return { status: 'appended', events: [] };
    const taken = hopeful ? await this.takeTogether(plan) : await this.takeInOrder(plan);
    if (!taken) {
      fates.note(plan, 'failed');
      return 'again';
    }
    const { fate, place } = await fates.complete(plan);
    return fate === 'failed' ? 'again' : this.appended(request, plan, place);
  }

  private async states(wanted: readonly Wanted[], hopeful: boolean): Promise<KeyState[]> {
    return Promise.all(
      wanted.map(({ stream, expected }) =>
        hopeful && expected === null ? UNTAKEN : this.parts.fates.keyState(stream),
      ),
    );
  }

  private async takeTogether(plan: Plan): Promise<boolean> {
    const taken = await Promise.all(plan.claims.map((claim) => this.parts.fates.take(plan, claim)));
    return taken.every((one) => one);
  }

  private async takeInOrder(plan: Plan): Promise<boolean> {
    for (const claim of plan.claims) if (!(await this.parts.fates.take(plan, claim))) return false;
    return true;
  }

  private nowText(): string {
    const time = new Date(this.parts.now()).toISOString();
    if (time > this.recordedAt) this.recordedAt = time;
    return this.recordedAt;
  }

  /** What was in the way may have been this very request, sent before and finished just now. */
  private async unlessRepeated(request: PreparedRequest, held: AppendOutcome): Promise<AppendOutcome> {
    const { revision } = await this.parts.tails.read(request.stream);
    if (revision === request.expectedRevision) return held;
    return this.repeatOrConflict(request, revision);
  }

  /** A request whose events already follow `expectedRevision`, in its order and by its ids, was sent twice (R5). */
  private async repeatOrConflict(request: PreparedRequest, actualRevision: number): Promise<AppendOutcome> {
    const { events, expectedRevision } = request;
    if (events.length > 0 && actualRevision >= expectedRevision + events.length) {
      const there = await this.read(request);
      if (events.every(({ id }, index) => there[index]?.event.id === id)) return { status: 'appended', events: there };
    }
    return { status: 'wrong-expected-revision', actualRevision };
  }

  private async appended(request: PreparedRequest, plan: Plan, place: Place | null): Promise<AppendOutcome> {
    const { tails, tokens } = this.parts;
    const last = plan.events.at(-1);
    if (last === undefined) return { status: 'appended', events: [] };
    const revision = request.expectedRevision + plan.events.length;
    const event: RecordedEvent = { ...JSON.parse(last.text), hash: last.hash };
    tails.moveTo(request.stream, { revision, hash: last.hash, recordedAt: event.recordedAt });
    // The server tells where the last record lies, not the ones before it.
    if (place === null || plan.events.length > 1) return { status: 'appended', events: await this.read(request) };
    return { status: 'appended', events: [{ event, position: tokens.write(place) }] };
  }

  private async read({ stream, expectedRevision, events }: AppendRequest): Promise<LoggedEvent[]> {
    const records = await this.parts.server.read(stream, expectedRevision + 1, events.length);
    return records.map((record) => this.logged(record));
  }

  private logged(record: StoredRecord): LoggedEvent {
    return { event: eventOf(record), position: this.parts.tokens.write(record.place) };
  }
}

/** The first reservation in the request's order that another holds; then the first id that the log has already. */
function heldAgainst(
  { events }: AppendRequest,
  wanted: readonly Wanted[],
  states: readonly KeyState[],
): AppendOutcome | undefined {
  const order = [...wanted.keys()].sort((a, b) => Number(a < events.length) - Number(b < events.length));
  for (const index of order) {
    const [want, state] = [wanted[index], states[index]];
    if (want === undefined || state === undefined || state.holder === want.expected) continue;
    return { status: 'reservation-held', scope: want.scope, key: want.key, holder: state.holder };
  }
  return undefined;
}
