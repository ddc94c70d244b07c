import type { FeedPosition } from '../../domain/index.js';
import type { DeliveryQueue, Unwritten } from '../domain/delivery-queue.js';
import type { EndpointHealth } from '../domain/endpoint-health.js';
import type { EndpointParts } from './endpoint-parts.js';
import type { KeptPlace } from './place-records.js';
import { type Attempt, type DeadLetter, type KeptState, LOG_ENTRIES_MAX } from './webhook-records.js';

const DAY_MILLIS = 86_400_000;
const LOG_DAYS = 7;
const LETTER_DAYS = 30;
/** A place that moved over nothing but what nobody asked for is worth a write only now and then. */
const QUIET_MILLIS = 60_000;

/**
 * Writes what became of messages: first those that wait and the dead ones, then the places that stand behind them. Dying
 * in between repeats a message, and loses none.
 */
export class EndpointJournal {
  #unwritten: (Unwritten & { letters: (DeadLetter & { id: string })[] }) | undefined;
  #attempts: (Attempt & { id: string })[] = [];
  #sinceExpiry = LOG_ENTRIES_MAX;
  #expiredAt = 0;
  readonly #moved = new Map<string, FeedPosition>();
  #placesAt = 0;
  #stateVersion: number;
  #state: KeptState;

  constructor(
    private readonly subscription: string,
    private readonly parts: Pick<EndpointParts, 'records' | 'clock' | 'ids'>,
    private readonly opened: { places: Map<string, KeptPlace>; state: KeptState; stateVersion: number },
  ) {
    this.#stateVersion = opened.stateVersion;
    this.#state = opened.state;
  }

  note(attempt: Attempt): void {
    this.#attempts.push({ ...attempt, id: this.parts.ids.next() });
  }

  /** May be called again after it has failed. `last`: nothing is put off. */
  async write(queue: DeliveryQueue, { last = false } = {}): Promise<void> {
    const { records } = this.parts;
    this.#unwritten ??= this.#take(queue);
    const { keep, letters, remove } = this.#unwritten;
    await records.keep(
      this.subscription,
      keep.map(({ queued }) => queued),
    );
    await records.bury(this.subscription, letters);
    queue.written(this.#unwritten);
    await this.#writePlaces(queue, last || keep.length + letters.length + this.#attempts.length > 0);
    await records.settle(this.subscription, remove);
    this.#unwritten = undefined;
    await this.#writeLog(letters.length);
  }

  /** Resolves to the state that somebody else has set, if so. */
  async writeState({ state, since, reason }: EndpointHealth): Promise<KeptState | undefined> {
    const kept: KeptState = {
      state: state === 'failing' ? 'active' : state,
      since: new Date(since).toISOString(),
      ...(reason === undefined || state === 'failing' ? {} : { reason }),
    };
    if (kept.state === this.#state.state) return undefined;
    if (!(await this.parts.records.putState(this.subscription, kept, this.#stateVersion))) return this.readState();
    this.#state = kept;
    this.#stateVersion += 1;
    return undefined;
  }

  /** What somebody else has set since, if so. */
  async readState(): Promise<KeptState | undefined> {
    const found = await this.parts.records.state(this.subscription);
    if (found === undefined || found.version === this.#stateVersion) return undefined;
    this.#state = found.kept;
    this.#stateVersion = found.version;
    return found.kept;
  }

  #take(queue: DeliveryQueue) {
    const unwritten = queue.takeUnwritten();
    const at = new Date(this.parts.clock.now()).toISOString();
    return { ...unwritten, letters: unwritten.bury.map(({ queued }) => ({ id: this.parts.ids.next(), queued, at })) };
  }

  async #writePlaces(queue: DeliveryQueue, now: boolean): Promise<void> {
    for (const [feed, place] of Object.entries(queue.takeMoved())) this.#moved.set(feed, place);
    const at = this.parts.clock.now();
    if (this.#moved.size === 0 || (!now && at - this.#placesAt < QUIET_MILLIS)) return;
    for (const [feed, place] of this.#moved) {
      await this.#writePlace(feed, place);
      this.#moved.delete(feed);
    }
    this.#placesAt = at;
  }

  /** A feed that the subscription no longer has leaves no place behind, to be gone on from when it is added again. */
  async #writePlace(feed: string, place: FeedPosition): Promise<void> {
    const { places } = this.opened;
    const kept = places.get(feed);
    if (kept === undefined) return;
    const version = await this.parts.records.places.move(this.subscription, feed, { ...kept, place });
    if (version === undefined) places.delete(feed);
    else places.set(feed, { place, version });
  }

  async #writeLog(buried: number): Promise<void> {
    const attempts = [...this.#attempts];
    await this.parts.records.log(this.subscription, attempts);
    this.#attempts = this.#attempts.slice(attempts.length);
    this.#sinceExpiry += attempts.length;
    const now = this.parts.clock.now();
    const due = buried > 0 || this.#sinceExpiry >= LOG_ENTRIES_MAX || now - this.#expiredAt > DAY_MILLIS;
    if (!due) return;
    await this.parts.records.expire(this.subscription, {
      logBefore: uuidTime(now - LOG_DAYS * DAY_MILLIS),
      lettersBefore: uuidTime(now - LETTER_DAYS * DAY_MILLIS),
    });
    this.#sinceExpiry = 0;
    this.#expiredAt = now;
  }
}

/** What ids that were made at that time begin with (RFC 9562, version 7). */
function uuidTime(millis: number): string {
  const time = Math.max(0, millis).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}
