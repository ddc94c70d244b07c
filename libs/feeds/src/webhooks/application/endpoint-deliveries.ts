import { pause } from '#platform';
import { type FeedMessage, type FeedPosition, type FeedStep, selects } from '../../domain/index.js';
import { FellBehind, followFeed } from '../../live/follow-feed.js';
import type { LiveFeed } from '../../live/live-feed.js';
import type { Subscription } from '../../subscriptions/domain/subscription.js';
import { DeliveryQueue, type Entry } from '../domain/delivery-queue.js';
import { type EndpointHealth, healthAfter, healthy } from '../domain/endpoint-health.js';
import { isDelivered, type Outcome } from '../domain/outcome.js';
import type { QueuedMessage } from '../domain/queued-message.js';
import { pauseAfter } from '../domain/retry-schedule.js';
import { EndpointJournal } from './endpoint-journal.js';
import type { EndpointParts } from './endpoint-parts.js';
import { parcelOf } from './parcel.js';
import type { KeptPlace } from './place-records.js';
import type { Attempt, KeptState, Secrets } from './webhook-records.js';

/** Requests to one endpoint at once. */
const CONCURRENCY = 8;
/** Messages that are read ahead of those that are settled. */
const WINDOW_MAX = 200;
/** Messages that wait for another attempt; with so many of them nothing more is read. */
const PENDING_MAX = 1_000;
const WRITE_MILLIS = 100;
const RETRY_MILLIS = 1_000;
/** Requests under way at the end may take so long, and are repeated later otherwise. */
const GRACE_MILLIS = 5_000;
const TIMER_MILLIS_MAX = 60_000;
const NUMBER_DIGITS = 12;

interface Opened {
  places: Map<string, KeptPlace>;
  pending: readonly QueuedMessage[];
  state: { kept: KeptState; version: number } | undefined;
  secrets: Secrets;
}

/** One whose messages are sent to an endpoint. */
export type WebhookSubscription = Subscription & { delivery: { kind: 'webhook'; url: string } };

export const isWebhook = (subscription: Subscription): subscription is WebhookSubscription =>
  subscription.delivery.kind === 'webhook';

/** Delivers what one subscription selects to its endpoint, from the place where it was left. */
export class EndpointDeliveries {
  readonly #ending = new AbortController();
  readonly #givingUp = new AbortController();
  readonly #queue: DeliveryQueue;
  readonly #journal: EndpointJournal;
  readonly #underWay = new Set<Promise<void>>();
  #secrets: Secrets;
  #health: EndpointHealth;
  #nextNumber: number;
  #following: Promise<unknown> = Promise.resolve();
  #room: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writeTimer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #trouble: string | undefined;

  private constructor(
    readonly subscription: WebhookSubscription,
    private readonly parts: EndpointParts,
    private readonly opened: Opened,
  ) {
    const { clock } = parts;
    const kept = opened.state?.kept ?? { state: 'active', since: new Date(clock.now()).toISOString() };
    this.#queue = new DeliveryQueue(opened.pending);
    this.#nextNumber = numberAfter(opened.pending);
    this.#secrets = opened.secrets;
    this.#health = healthOf(kept, clock.now());
    this.#journal = new EndpointJournal(subscription.id, parts, {
      places: opened.places,
      state: kept,
      stateVersion: opened.state?.version ?? 0,
    });
  }

  /** `undefined`: there is no secret to sign with, so that nothing can be sent. */
  static async open(subscription: WebhookSubscription, parts: EndpointParts): Promise<EndpointDeliveries | undefined> {
    const { records } = parts;
    const secrets = await records.secrets(subscription.id);
    if (secrets === undefined) return undefined;
    const endOf = async (feed: string) => (await parts.feedNamed(feed)?.source.end()) ?? null;
    const opened: Opened = {
      places: await records.places.of(subscription.id, subscription.feeds, endOf),
      pending: await records.pending(subscription.id),
      state: await records.state(subscription.id),
      secrets: secrets.secrets,
    };
    return new EndpointDeliveries(subscription, parts, opened);
  }

  get state(): EndpointHealth['state'] {
    return this.#health.state;
  }

  get pending(): number {
    return this.#queue.pending;
  }

  begin(): void {
    const feeds = this.subscription.feeds.flatMap((feed) => this.parts.feedNamed(feed) ?? []);
    this.#following = Promise.all(feeds.map((live) => this.#follow(live)));
    this.#pump();
  }

  /** Takes up what somebody has asked for meanwhile: another secret, going on, messages again. */
  async refresh(): Promise<void> {
    const { records, clock } = this.parts;
    const { id } = this.subscription;
    const secrets = await records.secrets(id);
    if (secrets !== undefined) this.#secrets = secrets.secrets;
    for (const queued of await records.pending(id, { again: true })) this.#queue.restore(queued);
    const set = await this.#journal.readState();
    if (set !== undefined) this.#adopt(set, clock.now());
    this.#pump();
  }

  /** Resolves when nothing is under way and everything is written that can be. */
  async end(): Promise<void> {
    this.#ending.abort();
    clearTimeout(this.#timer);
    this.#openRoom();
    await this.#following;
    const patience = setTimeout(() => this.#givingUp.abort(), GRACE_MILLIS);
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    clearTimeout(patience);
    clearTimeout(this.#writeTimer);
    await this.#writing;
    await this.#write(true);
  }

  async #follow(live: LiveFeed): Promise<void> {
    const { signal } = this.#ending;
    const feed = live.source.feed.name;
    for (let place = this.opened.places.get(feed)?.place ?? null, told = ''; !signal.aborted; ) {
      try {
        for await (const step of stepsOf(live, place, signal)) {
          while (!this.#hasRoom() && !signal.aborted) await this.#roomOpens();
          if (signal.aborted) return;
          this.#offer(feed, step);
          place = step.reached;
        }
      } catch (error) {
        if (error instanceof FellBehind) continue;
        const trouble = error instanceof Error ? error.message : String(error);
        if (trouble !== told) this.#warn(trouble, 'a feed cannot be read for a webhook, and is tried again');
        told = trouble;
      }
      await pause(RETRY_MILLIS, signal);
    }
  }

  #offer(feed: string, { messages, reached }: FeedStep): void {
    const wanted = messages.filter((message) => this.#selects(message));
    const queued = wanted.map((message) => ({ id: this.#nextId(), feed, message, attempts: 0, dueAt: 0 }));
    this.#queue.offer(feed, reached, queued);
    if (queued.length > 0) this.#pump();
    this.#writeSoon();
  }

  #selects(message: FeedMessage): boolean {
    const partner = this.parts.partnerOf(this.subscription.partnerId);
    return partner !== undefined && selects(this.subscription.selection, partner, message);
  }

  #nextId(): string {
    this.#nextNumber += 1;
    return `${String(this.#nextNumber).padStart(NUMBER_DIGITS, '0')}-${this.parts.ids.next()}`;
  }

  #pump = (): void => {
    if (this.#ending.signal.aborted) return;
    const now = this.parts.clock.now();
    if (!this.parts.isOurTurn()) {
      this.#look(now, RETRY_MILLIS);
      return;
    }
    while (this.#maySend(now)) {
      const entry = this.#next(now);
      if (entry === undefined) {
        this.#look(now);
        break;
      }
      if (!this.parts.slots.take(this.subscription.partnerId)) {
        this.#queue.returned(entry);
        this.parts.slots.wait(this.subscription.partnerId, this.#pump);
        break;
      }
      const attempt = this.#attempt(entry).finally(() => this.#underWay.delete(attempt));
      this.#underWay.add(attempt);
    }
    if (this.#health.restUntil > now) this.#look(now);
    this.#openRoom();
  };

  #maySend(now: number): boolean {
    const { state, restUntil } = this.#health;
    if (!this.#mayGoOn() || restUntil > now) return false;
    return this.#queue.underWay < (state === 'active' ? CONCURRENCY : 1);
  }

  #mayGoOn(): boolean {
    const partner = this.parts.partnerOf(this.subscription.partnerId);
    return this.#trouble === undefined && partner?.suspended === false && this.#health.state !== 'disabled';
  }

  #next(now: number): Entry | undefined {
    if (this.#health.state === 'active') return this.#queue.takeDue(now);
    return this.#queue.takeLeastTried(this.#health.state === 'paused' ? undefined : now);
  }

  async #attempt(entry: Entry): Promise<void> {
    const { sender, clock, slots } = this.parts;
    const { url } = this.subscription.delivery;
    const parcel = parcelOf(entry.queued.message, { url, secrets: this.#secrets, now: clock.now() });
    const outcome = await sender.send(parcel, this.#givingUp.signal);
    slots.give(this.subscription.partnerId);
    if (!isDelivered(outcome) && this.#givingUp.signal.aborted) this.#queue.returned(entry);
    else this.#settle(entry, outcome);
    this.#pump();
  }

  #settle(entry: Entry, outcome: Outcome): void {
    const now = this.parts.clock.now();
    const random = this.parts.random();
    const { queued } = entry;
    const before = this.#health.state;
    this.#health = healthAfter(this.#health, outcome, { now, random });
    const wait = pauseAfter(queued.attempts + 1, random, outcome.retryAfterMillis);
    const { error = '', unreached = false } = outcome;
    if (isDelivered(outcome)) this.#queue.delivered(entry);
    else if (wait === undefined) this.#queue.buried(entry, error);
    else this.#queue.failed(entry, { dueAt: now + wait, error, unreached });
    if (isDelivered(outcome)) this.#queue.wake(now, before === 'active' ? 'unreached' : 'all');
    this.#note(queued, outcome, { now, wait });
    this.#writeSoon();
  }

  #note(queued: QueuedMessage, outcome: Outcome, { now, wait }: { now: number; wait: number | undefined }): void {
    const { retryAfterMillis: _, unreached: __, ...told } = outcome;
    const result = isDelivered(outcome) ? 'delivered' : wait === undefined ? 'dead-letter' : 'failed';
    const attempt: Attempt = {
      messageId: queued.message.id,
      type: queued.message.type,
      attempt: queued.attempts + 1,
      at: new Date(now).toISOString(),
      outcome: result,
      ...told,
      ...(result !== 'failed' || wait === undefined ? {} : { nextAttemptAt: new Date(now + wait).toISOString() }),
    };
    this.#journal.note(attempt);
    this.parts.onAttempt(result);
  }

  #adopt(set: KeptState, now: number): void {
    this.#health = healthOf(set, now);
    if (set.state === 'active') this.#queue.wake(now);
    this.#writeSoon();
  }

  #hasRoom(): boolean {
    if (!this.#mayGoOn() || this.#queue.pending >= PENDING_MAX) return false;
    return this.#queue.fresh < (this.#health.state === 'active' ? WINDOW_MAX : 1);
  }

  #roomOpens(): Promise<void> {
    return new Promise((resolve) => this.#room.push(resolve));
  }

  #openRoom(): void {
    if (this.#room.length === 0 || (!this.#hasRoom() && !this.#ending.signal.aborted)) return;
    for (const enter of this.#room.splice(0)) enter();
  }

  /** Looks again when the next message is due or the endpoint has rested. */
  #look(now: number, millisMax = TIMER_MILLIS_MAX): void {
    const next = Math.max(this.#health.restUntil, this.#queue.nextDueAt(now) ?? now + TIMER_MILLIS_MAX);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#pump, Math.min(millisMax, Math.max(1, next - now)));
  }

  #writeSoon(millis = WRITE_MILLIS): void {
    if (this.#ending.signal.aborted) return;
    this.#writeTimer ??= setTimeout(() => {
      this.#writeTimer = undefined;
      this.#writing = this.#writing.then(() => this.#write());
    }, millis);
  }

  /** What became of messages that were sent too late is for another process to find out: its places are not written over. */
  async #write(last = false): Promise<void> {
    if (!this.parts.isOurTurn()) {
      if (!last) this.#writeSoon(RETRY_MILLIS);
      return;
    }
    try {
      await this.#journal.write(this.#queue, { last });
      const set = await this.#journal.writeState(this.#health);
      if (set !== undefined) this.#adopt(set, this.parts.clock.now());
      this.#trouble = undefined;
      this.#pump();
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      if (trouble !== this.#trouble) this.#warn(trouble, 'the operational store does not take what became of webhooks');
      this.#trouble = trouble;
      this.#writeSoon(RETRY_MILLIS);
    }
  }

  #warn(problem: string, message: string): void {
    this.parts.logger.warn({ subscription: this.subscription.id, problem }, message);
  }
}

/** A paused endpoint is probed soon after a start. */
function healthOf({ state, since, reason }: KeptState, now: number): EndpointHealth {
  if (state === 'active') return healthy(Date.parse(since));
  return {
    ...healthy(now),
    state,
    since: Date.parse(since),
    ...(reason === undefined ? {} : { reason }),
  };
}

function numberAfter(pending: readonly QueuedMessage[]): number {
  const numbers = pending.flatMap(({ id, again }) => (again === true ? [] : [Number(id.slice(0, NUMBER_DIGITS))]));
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

/** One by one. Throws `FellBehind`: whoever goes on from its last place reads by itself until it has caught up. */
async function* stepsOf(live: LiveFeed, place: FeedPosition | null, signal: AbortSignal): AsyncGenerator<FeedStep> {
  const ring = await live.join();
  try {
    for await (const steps of followFeed({ ring, source: live.source }, place, signal)) {
      for (const { messages, reached } of steps) yield { messages: messages.map(({ message }) => message), reached };
    }
  } finally {
    await live.leave();
  }
}
