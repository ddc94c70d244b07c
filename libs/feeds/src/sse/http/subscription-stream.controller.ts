import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { problem } from '#platform';
import { FeedSources } from '../../feed-sources.js';
import { Subscriptions } from '../../subscriptions/application/subscriptions.service.js';
import type { StoredSubscription } from '../../subscriptions/domain/subscription.js';
import { Streams } from '../streams.service.js';
import { AnswersStream, handOver, lastEventIdOf } from './answers-stream.js';

const parameters = z.strictObject({ after: z.string().min(1).max(16_384).optional() });

@ApiTags('subscriptions')
@Controller('v1/subscriptions/:id/stream')
@Requires('any-partner')
export class SubscriptionStreamController {
  constructor(
    @Inject(Subscriptions) private readonly subscriptions: Subscriptions,
    @Inject(FeedSources) private readonly sources: FeedSources,
    @Inject(Streams) private readonly streams: Streams,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'All feeds of a subscription as server-sent events; it ends when the subscription changes.',
  })
  @ApiQuery({ name: 'after', required: false, description: '`now`, `start`, or an event id; Last-Event-ID goes first' })
  @AnswersStream()
  async stream(
    @Param('id') id: string,
    @Query({ schema: parameters }) { after }: z.output<typeof parameters>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { subscription, version } = await this.subscriptions.existing(id, caller.partner);
    if (subscription.delivery.kind !== 'sse') throw elsewhere(subscription.delivery.kind);
    const begin = await this.streams.prepare({
      sources: subscription.feeds.flatMap((name) => this.sources.named(name) ?? []),
      selection: subscription.selection,
      caller,
      lastEventId: lastEventIdOf(request),
      after,
      over: async () => whatChanged(version, await this.subscriptions.find(id)),
    });
    handOver(reply, begin);
  }
}

function whatChanged(version: number, now: StoredSubscription | undefined): string | undefined {
  if (now === undefined) return 'The subscription is gone.';
  return now.version === version ? undefined : 'The subscription has changed; come back with the last id.';
}

const elsewhere = (kind: string) =>
  problem(409, 'delivered-otherwise', `This subscription is delivered by ${kind}.`, {
    hint: 'PATCH its delivery to {"kind": "sse"}, or make another one.',
  });
