import { Inject, Injectable } from '@nestjs/common';
import { LIST_LIMIT_MAX, type OpsStore } from '#ops-store';
import { CLOCK, type Clock, CONFIGURATION, type Configuration, IDS, type Ids, OPS_STORE } from '#platform';
import type { FeedMessage } from '../../domain/index.js';
import { FeedSources } from '../../feed-sources.js';
import { AddressPolicy } from '../domain/address-policy.js';
import type { Outcome } from '../domain/outcome.js';
import { newSecret } from '../domain/signature.js';
import { WebhookSender } from '../sending/webhook-sender.js';
import type { WebhookSubscription } from './endpoint-deliveries.js';
import { parcelOf } from './parcel.js';
import { type Secrets, WebhookRecords } from './webhook-records.js';

/** Both secrets sign for so long after a rotation. */
const OVERLAP_MILLIS = 24 * 3_600_000;

/** What partners ask of their webhooks; what delivers them takes it up from the records. */
@Injectable()
export class WebhookDesk {
  readonly records: WebhookRecords;
  readonly policy: AddressPolicy;
  /** Partners for whom a call is under way that nobody but they waits for. */
  readonly #testing = new Set<string>();

  constructor(
    @Inject(OPS_STORE) ops: OpsStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(FeedSources) private readonly sources: FeedSources,
    @Inject(CONFIGURATION) { webhookNetworks }: Configuration,
  ) {
    this.records = new WebhookRecords(ops);
    this.policy = AddressPolicy.of(webhookNetworks);
  }

  /** Each feed that is new to the subscription begins where it ends now. Answers the secret where there was none. */
  async prepare(subscription: string, feeds: readonly string[]): Promise<string | undefined> {
    const { places } = this.records;
    const endOf = async (feed: string) => (await this.sources.named(feed)?.end()) ?? null;
    for (const feed of (await places.of(subscription, feeds, endOf)).keys()) {
      if (!feeds.includes(feed)) await places.remove(subscription, feed);
    }
    const secret = newSecret();
    return (await this.records.putSecrets(subscription, { current: secret }, 0)) ? secret : undefined;
  }

  /** Another secret; the one before, if any, signs as well until that time. `undefined`: somebody else was faster. */
  async rotate(subscription: string): Promise<{ secret: string; previousUntil?: string } | undefined> {
    const found = await this.records.secrets(subscription);
    const secret = newSecret();
    if (found === undefined) {
      if (!(await this.records.putSecrets(subscription, { current: secret }, 0))) return undefined;
      await this.records.signal();
      return { secret };
    }
    const previousUntil = new Date(this.clock.now() + OVERLAP_MILLIS).toISOString();
    const secrets: Secrets = { current: secret, previous: { secret: found.secrets.current, until: previousUntil } };
    if (!(await this.records.putSecrets(subscription, secrets, found.version))) return undefined;
    await this.records.signal();
    return { secret, previousUntil };
  }

  async status(subscription: string) {
    const [state, pending, letters, secrets] = await Promise.all([
      this.records.state(subscription),
      this.records.pendingCount(subscription),
      this.records.deadLetters(subscription, { limit: LIST_LIMIT_MAX }),
      this.records.secrets(subscription),
    ]);
    const { previous } = secrets?.secrets ?? {};
    const overlaps = previous !== undefined && Date.parse(previous.until) > this.clock.now();
    return {
      ...(state?.kept ?? { state: 'active' as const }),
      pending,
      deadLetters: letters.items.length,
      ...(overlaps ? { previousSecretUntil: previous.until } : {}),
    };
  }

  /** What is paused or disabled goes on at once. */
  async resume(subscription: string): Promise<void> {
    await this.records.putState(subscription, { state: 'active', since: new Date(this.clock.now()).toISOString() });
    await this.records.signal();
  }

  /** One request now, about nothing, signed like all others; for one partner one at a time. */
  async test(subscription: WebhookSubscription): Promise<Outcome | 'no-secret' | 'under-way'> {
    const { partnerId } = subscription;
    if (this.#testing.has(partnerId)) return 'under-way';
    this.#testing.add(partnerId);
    try {
      return await this.#test(subscription);
    } finally {
      this.#testing.delete(partnerId);
    }
  }

  /** Of one message or since a time. Answers how many are sent again. */
  async redeliver(subscription: string, which: { messageId: string } | { since: string }): Promise<number> {
    const { items } = await this.records.deadLetters(subscription, { limit: LIST_LIMIT_MAX });
    const letters = items.filter(({ queued, at }) =>
      'messageId' in which ? queued.message.id === which.messageId : Date.parse(at) >= Date.parse(which.since),
    );
    if (letters.length > 0) await this.records.revive(subscription, letters);
    if (letters.length > 0) await this.records.signal();
    return letters.length;
  }

  async forget(subscription: string): Promise<void> {
    await this.records.forget(subscription);
    await this.records.signal();
  }

  async #test({ id, delivery }: WebhookSubscription): Promise<Outcome | 'no-secret'> {
    const found = await this.records.secrets(id);
    if (found === undefined) return 'no-secret';
    const now = this.clock.now();
    const sender = new WebhookSender(this.policy);
    try {
      return await sender.send(
        parcelOf(this.#testMessage(id, now), { url: delivery.url, secrets: found.secrets, now }),
      );
    } finally {
      sender.close();
    }
  }

  #testMessage(subscription: string, now: number): FeedMessage {
    const at = new Date(now).toISOString();
    return {
      id: this.ids.next(),
      type: 'org.circulog.webhook.Test.v1',
      subject: `subscription/${subscription}`,
      time: at,
      recordedAt: at,
      key: subscription,
      about: {},
      data: { test: true },
    };
  }
}
