import type { JsonObject } from '#kernel';
import { LIST_LIMIT_MAX, type OpsStore } from '#ops-store';
import type { EndpointState } from '../domain/endpoint-health.js';
import type { QueuedMessage } from '../domain/queued-message.js';
import { PlaceRecords } from './place-records.js';

const SECRETS = 'webhook-secrets';
const STATES = 'webhook-states';
const PENDING = 'webhook-pending';
const DEAD_LETTERS = 'webhook-dead-letters';
const DELIVERIES = 'webhook-deliveries';
const SIGNALS = 'webhook-signals';
const CHANGED = 'changed';
/** Ids of messages that were asked for again; those that follow a feed begin with a digit. */
const AGAIN = 'again-';

/** Of one subscription; as many dead letters. */
export const LOG_ENTRIES_MAX = LIST_LIMIT_MAX;

export interface Secrets {
  current: string;
  /** Signs as well until its time is over. */
  previous?: { secret: string; until: string };
}

/** Of an endpoint, as it is kept. */
export interface KeptState {
  state: Exclude<EndpointState, 'failing'>;
  since: string;
  reason?: string;
}

export interface DeadLetter {
  queued: QueuedMessage;
  at: string;
}

/** One attempt, for the log. */
export interface Attempt {
  messageId: string;
  type: string;
  attempt: number;
  at: string;
  outcome: 'delivered' | 'failed' | 'dead-letter';
  status?: number;
  millis: number;
  error?: string;
  answer?: string;
  nextAttemptAt?: string;
}

interface Page {
  after?: string;
  limit: number;
}

/** What is kept of webhooks in the operational store, by subscription. */
export class WebhookRecords {
  readonly places: PlaceRecords;

  constructor(private readonly ops: OpsStore) {
    this.places = new PlaceRecords(ops);
  }

  async secrets(subscription: string): Promise<{ secrets: Secrets; version: number } | undefined> {
    const record = await this.ops.get(SECRETS, subscription);
    return record && { secrets: record.document as unknown as Secrets, version: record.version };
  }

  putSecrets(subscription: string, secrets: Secrets, version: number): Promise<boolean> {
    return this.ops.put(SECRETS, subscription, documentOf(secrets), version);
  }

  async state(subscription: string): Promise<{ kept: KeptState; version: number } | undefined> {
    const record = await this.ops.get(STATES, subscription);
    return record && { kept: record.document as unknown as KeptState, version: record.version };
  }

  /** Resolves to false where somebody else was faster. */
  putState(subscription: string, kept: KeptState, version?: number): Promise<boolean> {
    return this.ops.put(STATES, subscription, documentOf(kept), version);
  }

  /** In the order of their arrival; `again`: only those that were asked for again. */
  async pending(subscription: string, { again = false } = {}): Promise<QueuedMessage[]> {
    const all: QueuedMessage[] = [];
    const prefix = placeOf(subscription, again ? AGAIN : '');
    for (let after: string | undefined; ; ) {
      const page = { prefix, limit: LIST_LIMIT_MAX, ascending: true, ...(after === undefined ? {} : { after }) };
      const { items, next } = await this.ops.list(PENDING, page);
      all.push(...items.map(({ document }) => document as unknown as QueuedMessage));
      if (next === undefined) return all;
      after = next;
    }
  }

  /** Up to a thousand. */
  async pendingCount(subscription: string): Promise<number> {
    return (await this.ops.list(PENDING, { prefix: placeOf(subscription), limit: LIST_LIMIT_MAX })).items.length;
  }

  keep(subscription: string, messages: readonly QueuedMessage[]): Promise<void> {
    return this.#putAll(
      PENDING,
      messages.map((queued) => ({ id: placeOf(subscription, queued.id), document: documentOf(queued) })),
    );
  }

  async settle(subscription: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.ops.remove(PENDING, placeOf(subscription, id));
  }

  /** `ids`: sort by the time of their making. */
  bury(subscription: string, letters: readonly (DeadLetter & { id: string })[]): Promise<void> {
    return this.#putAll(
      DEAD_LETTERS,
      letters.map(({ id, ...letter }) => ({ id: placeOf(subscription, id), document: documentOf(letter) })),
    );
  }

  /** Newest first. */
  async deadLetters(
    subscription: string,
    page: Page,
  ): Promise<{ items: (DeadLetter & { id: string })[]; next?: string }> {
    const { items, next } = await this.ops.list(DEAD_LETTERS, { prefix: placeOf(subscription), ...page });
    const letters = items.map(({ id, document }) => ({ ...(document as unknown as DeadLetter), id }));
    return { items: letters, ...(next === undefined ? {} : { next }) };
  }

  /** Puts letters back among the pending ones, and only then takes them from the dead ones. */
  async revive(subscription: string, letters: readonly (DeadLetter & { id: string })[]): Promise<void> {
    const again = letters.map(({ id, queued }) => {
      const { error: _, ...rest } = queued;
      return { ...rest, id: AGAIN + id.slice(placeOf(subscription).length), attempts: 0, dueAt: 0, again: true };
    });
    await this.keep(subscription, again);
    for (const { id } of letters) await this.ops.remove(DEAD_LETTERS, id);
  }

  log(subscription: string, attempts: readonly (Attempt & { id: string })[]): Promise<void> {
    return this.#putAll(
      DELIVERIES,
      attempts.map(({ id, ...attempt }) => ({ id: placeOf(subscription, id), document: documentOf(attempt) })),
    );
  }

  /** Newest first. */
  async attempts(subscription: string, page: Page): Promise<{ items: Attempt[]; next?: string }> {
    const { items, next } = await this.ops.list(DELIVERIES, { prefix: placeOf(subscription), ...page });
    return {
      items: items.map(({ document }) => document as unknown as Attempt),
      ...(next === undefined ? {} : { next }),
    };
  }

  /** Keeps the newest thousand of log and dead letters each, and of those what is younger than the times given. */
  async expire(subscription: string, { logBefore, lettersBefore }: { logBefore: string; lettersBefore: string }) {
    for (const [collection, before] of [
      [DELIVERIES, logBefore],
      [DEAD_LETTERS, lettersBefore],
    ] as const) {
      const { items, next } = await this.ops.list(collection, {
        prefix: placeOf(subscription),
        limit: LOG_ENTRIES_MAX,
      });
      const byNumber = next === undefined ? undefined : items.at(-1)?.id;
      const byAge = placeOf(subscription, before);
      const until = byNumber !== undefined && byNumber > byAge ? byNumber : byAge;
      await this.ops.removeBefore(collection, until, placeOf(subscription));
    }
  }

  /** Everything of a subscription that has ended. */
  async forget(subscription: string): Promise<void> {
    for (const collection of [SECRETS, STATES]) await this.ops.remove(collection, subscription);
    await this.places.forget(subscription);
    for (const collection of [PENDING, DEAD_LETTERS, DELIVERIES]) {
      await this.ops.removeBefore(collection, `${subscription}0`, placeOf(subscription));
    }
  }

  /** Tells whoever delivers that something has changed. */
  async signal(): Promise<void> {
    await this.ops.put(SIGNALS, CHANGED, {});
  }

  /** Moves with every signal. */
  async signals(): Promise<number> {
    return (await this.ops.get(SIGNALS, CHANGED))?.version ?? 0;
  }

  async #putAll(collection: string, records: readonly { id: string; document: JsonObject }[]): Promise<void> {
    if (records.length > 0) await this.ops.putMany(collection, records);
  }
}

/** `0` follows the slash: everything of a subscription lies between the two. */
const placeOf = (subscription: string, id = ''): string => `${subscription}/${id}`;

const documentOf = (value: object): JsonObject => value as JsonObject;
