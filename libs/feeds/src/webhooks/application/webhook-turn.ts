import { LIST_LIMIT_MAX, type Turn } from '#ops-store';
import { pause } from '#platform';
import type { StoredSubscription } from '../../subscriptions/domain/subscription.js';
import { EndpointDeliveries, isWebhook } from './endpoint-deliveries.js';
import type { EndpointParts } from './endpoint-parts.js';

/** Between two looks at whether anything was changed. */
const LOOK_MILLIS = 500;
/** Everything is read anew even when nobody has said that it changed. */
const RELOAD_LOOKS = 60;

export interface WebhookTurnParts extends EndpointParts {
  /** All subscriptions, in pages. */
  list(page: { limit: number; after?: string }): Promise<{ items: StoredSubscription[]; next?: string }>;
}

/** Delivers to all endpoints while it is this process's turn. */
export class WebhookTurn implements Turn {
  readonly #ending = new AbortController();
  readonly #endpoints = new Map<string, { deliveries: EndpointDeliveries; version: number }>();
  #looking: Promise<void> = Promise.resolve();
  #signals = -1;
  #looks = 0;

  constructor(private readonly parts: WebhookTurnParts) {}

  get endpoints(): readonly EndpointDeliveries[] {
    return [...this.#endpoints.values()].map(({ deliveries }) => deliveries);
  }

  async start(): Promise<void> {
    this.#looking = this.#look();
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#looking;
    await Promise.all(this.endpoints.map((endpoint) => endpoint.end()));
  }

  told() {
    const { endpoints } = this;
    return { endpoints: endpoints.length, pending: endpoints.reduce((sum, { pending }) => sum + pending, 0) };
  }

  async #look(): Promise<void> {
    const { signal } = this.#ending;
    for (let told = ''; !signal.aborted; await pause(LOOK_MILLIS, signal)) {
      try {
        const signals = await this.parts.records.signals();
        this.#looks += 1;
        if (signals !== this.#signals || this.#looks % RELOAD_LOOKS === 0) await this.#reload();
        this.#signals = signals;
        told = '';
      } catch (error) {
        const trouble = error instanceof Error ? error.message : String(error);
        if (trouble !== told)
          this.parts.logger.warn({ problem: trouble }, 'webhooks cannot be read, and are tried again');
        told = trouble;
      }
    }
  }

  async #reload(): Promise<void> {
    const found = await this.#eachWebhook((stored) => this.#take(stored));
    const gone = [...this.#endpoints].filter(([id]) => !found.has(id));
    if (gone.length === 0) return;
    for (const [id, { deliveries }] of gone) {
      this.#endpoints.delete(id);
      await deliveries.end();
    }
    // An end takes its time: what is kept of a subscription that has come back meanwhile is new.
    const back = await this.#eachWebhook(() => Promise.resolve());
    for (const [id] of gone) if (!back.has(id)) await this.parts.records.forget(id);
  }

  /** Answers their ids. */
  async #eachWebhook(told: (stored: StoredSubscription) => Promise<void>): Promise<Set<string>> {
    const ids = new Set<string>();
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const page = await this.parts.list({ limit: LIST_LIMIT_MAX, ...(after === undefined ? {} : { after }) });
      for (const stored of page.items) {
        if (!isWebhook(stored.subscription)) continue;
        ids.add(stored.subscription.id);
        await told(stored);
      }
      after = page.next;
    }
    return ids;
  }

  async #take({ subscription, version }: StoredSubscription): Promise<void> {
    const known = this.#endpoints.get(subscription.id);
    if (known?.version === version) return known.deliveries.refresh();
    if (known !== undefined) {
      this.#endpoints.delete(subscription.id);
      await known.deliveries.end();
    }
    if (!isWebhook(subscription)) return;
    const deliveries = await EndpointDeliveries.open(subscription, this.parts);
    if (deliveries === undefined) return;
    this.#endpoints.set(subscription.id, { deliveries, version });
    deliveries.begin();
  }
}
