import type { Selection } from '../../domain/index.js';
import type { Delivery } from './delivery-kinds.js';

/** What a partner wants to hear, and how it reaches them. */
export interface Subscription {
  /** `<partner>.<uuid>` */
  id: string;
  partnerId: string;
  name?: string;
  /** Names of feeds. */
  feeds: readonly string[];
  selection: Selection;
  delivery: Delivery;
  createdAt: string;
  changedAt: string;
}

/** A subscription, and the version of it that a writer must have seen. */
export interface StoredSubscription {
  subscription: Subscription;
  version: number;
}

/** Of one partner; enough for one a site and purpose, and all of them fit into memory. */
export const SUBSCRIPTIONS_PER_PARTNER_MAX = 100;

const SEPARATOR = '.';

export const subscriptionId = (partnerId: string, uuid: string): string => `${partnerId}${SEPARATOR}${uuid}`;

/** What the ids of all subscriptions of a partner begin with. */
export const idPrefix = (partnerId: string): string => `${partnerId}${SEPARATOR}`;
