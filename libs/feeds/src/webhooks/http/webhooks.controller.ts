import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Answers, type Paging, type ProblemError, paged, pageOf, paging, problem } from '#platform';
import { Subscriptions } from '../../subscriptions/application/subscriptions.service.js';
import { isWebhook, type WebhookSubscription } from '../application/endpoint-deliveries.js';
import { WebhookDesk } from '../application/webhook-desk.js';
import {
  attemptPage,
  deadLetterPage,
  letterView,
  redelivered,
  testView,
  webhookSecret,
  webhookStatus,
  webhookTest,
} from './webhook-view.js';

const RETRY_AFTER_SECONDS = '15';
const since = z.strictObject({ since: z.iso.datetime({ offset: true }) });

@ApiTags('webhooks')
@Controller('v1/subscriptions/:id')
@Requires('any-partner')
export class WebhooksController {
  constructor(
    @Inject(Subscriptions) private readonly subscriptions: Subscriptions,
    @Inject(WebhookDesk) private readonly desk: WebhookDesk,
  ) {}

  @Get('webhook')
  @ApiOperation({ summary: 'How delivery to the endpoint does.' })
  @Answers(200, 'As it is.', webhookStatus)
  async status(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    return this.desk.status((await this.#existing(id, caller)).id);
  }

  @Post('secret')
  @HttpCode(200)
  @ApiOperation({ summary: 'Another secret. For a day the one before signs as well, so that nothing has to stop.' })
  @Answers(200, 'The new one, shown this once.', webhookSecret)
  async rotate(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    const rotated = await this.desk.rotate((await this.#existing(id, caller)).id);
    if (rotated === undefined)
      throw problem(409, 'changed-meanwhile', 'Another secret was asked for at the same time.');
    return rotated;
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'One signed request now, about nothing, and what the endpoint made of it; one at a time.' })
  @Answers(200, 'What the endpoint answered, or why it was not reached.', webhookTest)
  async test(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    const outcome = await this.desk.test(await this.#existing(id, caller));
    if (outcome === 'no-secret') throw problem(409, 'no-secret', 'There is no secret to sign with.');
    if (outcome === 'under-way') throw testUnderWay();
    return testView(outcome);
  }

  @Post('resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Go on at once, from the place where delivery stopped: whatever waits for another attempt is due now.',
  })
  @Answers(200, 'As it is now.', webhookStatus)
  async resume(@Param('id') id: string, @CurrentCaller() caller: Caller) {
    const subscription = await this.#existing(id, caller);
    await this.desk.resume(subscription.id);
    return this.desk.status(subscription.id);
  }

  @Get('deliveries')
  @ApiOperation({ summary: 'Attempts, newest first: the last thousand or so of the last seven days.' })
  @Answers(200, 'A page of them.', attemptPage)
  async deliveries(@Param('id') id: string, @Query({ schema: paging }) asked: Paging, @CurrentCaller() caller: Caller) {
    const subscription = await this.#existing(id, caller);
    return paged(await this.desk.records.attempts(subscription.id, pageOf(asked)));
  }

  @Get('dead-letters')
  @ApiOperation({ summary: 'Messages that were given up, newest first: the last thousand of the last thirty days.' })
  @Answers(200, 'A page of them.', deadLetterPage)
  async deadLetters(
    @Param('id') id: string,
    @Query({ schema: paging }) asked: Paging,
    @CurrentCaller() caller: Caller,
  ) {
    const subscription = await this.#existing(id, caller);
    const page = await this.desk.records.deadLetters(subscription.id, pageOf(asked));
    return paged({ ...page, items: page.items.map(letterView) });
  }

  @Post('dead-letters/redeliver')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send everything again that was given up since a time.' })
  @ApiBody({
    schema: { type: 'object', required: ['since'], properties: { since: { type: 'string', format: 'date-time' } } },
  })
  @Answers(202, 'How many are sent again.', redelivered)
  async redeliverSince(
    @Param('id') id: string,
    @Body({ schema: since }) body: z.output<typeof since>,
    @CurrentCaller() caller: Caller,
  ) {
    return { messages: await this.desk.redeliver((await this.#existing(id, caller)).id, body) };
  }

  @Post('dead-letters/:messageId/redeliver')
  @HttpCode(202)
  @ApiOperation({ summary: 'Send one message again that was given up.' })
  @Answers(202, 'It is sent again.', redelivered)
  async redeliver(@Param('id') id: string, @Param('messageId') messageId: string, @CurrentCaller() caller: Caller) {
    const messages = await this.desk.redeliver((await this.#existing(id, caller)).id, { messageId });
    if (messages === 0) throw problem(404, 'unknown-dead-letter', `There is no dead letter ${messageId}.`);
    return { messages };
  }

  async #existing(id: string, { partner }: Caller): Promise<WebhookSubscription> {
    const { subscription } = await this.subscriptions.existing(id, partner);
    if (isWebhook(subscription)) return subscription;
    throw problem(409, 'no-webhook', 'That subscription is not delivered to an endpoint.', {
      hint: 'PATCH it with {"delivery": {"kind": "webhook", "url": "https://…"}}.',
    });
  }
}

function testUnderWay(): ProblemError {
  const refusal = problem(429, 'test-under-way', 'Another endpoint of this partner is being tried right now.', {
    hint: 'Send it again when that call was answered.',
  });
  refusal.headers['retry-after'] = RETRY_AFTER_SECONDS;
  return refusal;
}
