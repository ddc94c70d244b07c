import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { PartnersModule } from '#partners';
import { FeedSources } from './feed-sources.js';
import { LiveFeeds } from './live/live-feeds.js';
import { FeedsController } from './sse/http/feeds.controller.js';
import { SubscriptionStreamController } from './sse/http/subscription-stream.controller.js';
import { Streams } from './sse/streams.service.js';
import { Forms } from './subscriptions/application/forms.js';
import { NamedDevices } from './subscriptions/application/named-devices.js';
import { Subscriptions } from './subscriptions/application/subscriptions.service.js';
import { SubscriptionsController } from './subscriptions/http/subscriptions.controller.js';
import { WebhookDesk } from './webhooks/application/webhook-desk.js';
import { WebhooksController } from './webhooks/http/webhooks.controller.js';

/** What partners ask of the feeds by HTTP. */
@Module({
  imports: [CqrsModule, PartnersModule],
  controllers: [FeedsController, SubscriptionsController, SubscriptionStreamController, WebhooksController],
  providers: [FeedSources, LiveFeeds, Subscriptions, Forms, NamedDevices, Streams, WebhookDesk],
  exports: [FeedSources, LiveFeeds],
})
export class FeedsModule {}
