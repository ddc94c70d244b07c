import { Inject, Injectable } from '@nestjs/common';
import type { JsonObject } from '#kernel';
import type { OpsStore } from '#ops-store';
import { hasRole, type Partner } from '#partners';
import { CLOCK, type Clock, IDS, type Ids, OPS_STORE, problem } from '#platform';
import {
  idPrefix,
  type StoredSubscription,
  SUBSCRIPTIONS_PER_PARTNER_MAX,
  type Subscription,
  subscriptionId,
} from '../domain/subscription.js';

const COLLECTION = 'subscriptions';

/** What is kept of a subscription besides when it was written. */
export type Wanted = Pick<Subscription, 'name' | 'feeds' | 'selection' | 'delivery'>;

/** Every partner's subscriptions, in the operational store: neither fact nor derivable (CONTRACTS S1). */
@Injectable()
export class Subscriptions {
  constructor(
    @Inject(OPS_STORE) private readonly ops: OpsStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async find(id: string): Promise<StoredSubscription | undefined> {
    const record = await this.ops.get(COLLECTION, id);
    return record && { subscription: record.document as unknown as Subscription, version: record.version };
  }

  /** For its partner and operators. Throws 404 for everybody else. */
  async existing(id: string, partner: Partner): Promise<StoredSubscription> {
    const found = await this.find(id);
    if (found !== undefined && (found.subscription.partnerId === partner.id || hasRole(partner, 'operator')))
      return found;
    throw problem(404, 'unknown-subscription', `There is no subscription ${id} of yours.`);
  }

  /** Oldest first; of every partner without `partnerId`. */
  async list({ partnerId, ...page }: { partnerId?: string; after?: string; limit: number }) {
    const prefix = partnerId === undefined ? {} : { prefix: idPrefix(partnerId) };
    const { items, next } = await this.ops.list(COLLECTION, { ...prefix, ...page, ascending: true });
    return {
      items: items.map(({ document, version }) => ({ subscription: document as unknown as Subscription, version })),
      ...(next === undefined ? {} : { next }),
    };
  }

  newId(partnerId: string): string {
    return subscriptionId(partnerId, this.ids.next());
  }

  /** `undefined`: the partner has as many as it may. Counted once it is there, so that rivals cannot both be the last. */
  async create(partnerId: string, id: string, wanted: Wanted): Promise<StoredSubscription | undefined> {
    const now = this.#now();
    const subscription: Subscription = { id, partnerId, ...wanted, createdAt: now, changedAt: now };
    await this.ops.put(COLLECTION, id, subscription as unknown as JsonObject, 0);
    const { items } = await this.ops.list(COLLECTION, {
      prefix: idPrefix(partnerId),
      limit: SUBSCRIPTIONS_PER_PARTNER_MAX + 1,
    });
    if (items.length <= SUBSCRIPTIONS_PER_PARTNER_MAX) return { subscription, version: 1 };
    await this.ops.remove(COLLECTION, id);
    return undefined;
  }

  /** `undefined`: somebody else was faster. */
  async change({ subscription, version }: StoredSubscription, wanted: Wanted): Promise<StoredSubscription | undefined> {
    const { id, partnerId, createdAt } = subscription;
    const changed: Subscription = { id, partnerId, ...wanted, createdAt, changedAt: this.#now() };
    const written = await this.ops.put(COLLECTION, id, changed as unknown as JsonObject, version);
    return written ? { subscription: changed, version: version + 1 } : undefined;
  }

  remove(id: string): Promise<void> {
    return this.ops.remove(COLLECTION, id);
  }

  #now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}
