import type { Provider } from '@nestjs/common';
import { Subscriptions } from '../subscriptions/application/subscriptions.service.js';
import { WebhooksService } from './application/webhooks.service.js';

/** What a process needs that delivers webhooks, beside the feeds and who the partners are. */
export const webhookDelivery: Provider[] = [Subscriptions, WebhooksService];
