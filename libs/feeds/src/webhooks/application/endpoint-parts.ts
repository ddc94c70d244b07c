import type { Partner } from '#partners';
import type { Clock, Ids, Logger } from '#platform';
import type { LiveFeed } from '../../live/live-feed.js';
import type { WebhookSender } from '../sending/webhook-sender.js';
import type { Slots } from './slots.js';
import type { Attempt, WebhookRecords } from './webhook-records.js';

/** What the delivery to an endpoint needs besides its subscription. */
export interface EndpointParts {
  records: WebhookRecords;
  /** Shared with whoever else follows it in this process. */
  feedNamed(name: string): LiveFeed | undefined;
  partnerOf(id: string): Partner | undefined;
  sender: Pick<WebhookSender, 'send'>;
  /** Shared by the endpoints of all partners. */
  slots: Slots;
  clock: Clock;
  ids: Ids;
  logger: Logger;
  /** Whether no other process can be delivering by now. */
  isOurTurn(): boolean;
  /** From 0 to 1. */
  random(): number;
  onAttempt(outcome: Attempt['outcome']): void;
}
