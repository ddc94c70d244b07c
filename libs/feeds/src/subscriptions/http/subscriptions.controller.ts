import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from '#kernel';
import { type Caller, CurrentCaller, hasRole, Requires } from '#partners';
import { Answers, type Paging, ProblemError, paged, pageOf, paging, problem } from '#platform';
import { WebhookDesk } from '../../webhooks/application/webhook-desk.js';
import { Forms, formOf } from '../application/forms.js';
import { Subscriptions, type Wanted } from '../application/subscriptions.service.js';
import { type StoredSubscription, SUBSCRIPTIONS_PER_PARTNER_MAX } from '../domain/subscription.js';
import { EXAMPLE, formSchema, subscriptionPage, subscriptionView, viewOf } from './subscription-view.js';

@ApiTags('subscriptions')
@Controller('v1/subscriptions')
@Requires('any-partner')
export class SubscriptionsController {
  constructor(
    @Inject(Subscriptions) private readonly subscriptions: Subscriptions,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(WebhookDesk) private readonly webhooks: WebhookDesk,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Subscribe: which feeds, what of them, and how it is delivered.' })
  @ApiBody({ schema: formSchema(), examples: { sse: { value: EXAMPLE } } })
  @Answers(201, 'Subscribed.', subscriptionView, { headers: { etag: 'Its version', location: 'Where it is' } })
  async create(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const form = await this.forms.read(body, caller);
    if ('failures' in form) throw refused(form.failures);
    const id = this.subscriptions.newId(caller.partner.id);
    const secret = await this.#prepare(id, form.wanted);
    const created = await this.subscriptions.create(caller.partner.id, id, form.wanted);
    if (created === undefined) {
      await this.webhooks.forget(id);
      throw problem(409, 'too-many-subscriptions', `A partner has at most ${SUBSCRIPTIONS_PER_PARTNER_MAX} of them.`, {
        hint: 'DELETE one that is no longer needed, or PATCH one.',
      });
    }
    reply.status(201).header('location', `/v1/subscriptions/${created.subscription.id}`);
    await this.webhooks.records.signal();
    return told(created, reply, secret);
  }

  @Get()
  @ApiOperation({ summary: 'Your subscriptions, oldest first; operators see those of all partners.' })
  @Answers(200, 'A page of them.', subscriptionPage)
  async list(@Query({ schema: paging }) asked: Paging, @CurrentCaller() { partner }: Caller) {
    const page = await this.subscriptions.list({
      ...pageOf(asked),
      ...(hasRole(partner, 'operator') ? {} : { partnerId: partner.id }),
    });
    return paged({ ...page, items: page.items.map(viewOf) });
  }

  @Get(':id')
  @ApiOperation({ summary: 'One subscription.' })
  @Answers(200, 'As it is.', subscriptionView, { headers: { etag: 'Its version' } })
  async show(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return told(await this.subscriptions.existing(id, caller.partner), reply);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change what is named; `null` takes a condition or the name away.' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'Only if it is still that version' })
  @ApiBody({ schema: formSchema({ partial: true }) })
  @Answers(200, 'As it is from now on.', subscriptionView, { headers: { etag: 'Its version' } })
  async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const before = await this.subscriptions.existing(id, caller.partner);
    const match = request.headers['if-match'];
    if (match !== undefined && match !== '*' && match !== versionOf(before)) throw changedMeanwhile();
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw notAnObject();
    const merged = Object.entries({ ...formOf(before.subscription), ...body }).filter(([, value]) => value !== null);
    const known = 'devices' in body ? undefined : (before.subscription.selection.devices ?? []);
    const form = await this.forms.read(Object.fromEntries(merged), caller, known);
    if ('failures' in form) throw refused(form.failures);
    const changed = await this.subscriptions.change(before, form.wanted);
    if (changed === undefined) throw changedMeanwhile();
    // Delivery begins with the secret: whoever loses the race for the version leaves none behind.
    const secret = await this.#prepare(id, form.wanted);
    if (form.wanted.delivery.kind === 'webhook') await this.webhooks.records.signal();
    else await this.webhooks.forget(id);
    return told(changed, reply, secret);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'End it; nothing more is delivered.' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    await this.subscriptions.remove((await this.subscriptions.existing(id, caller.partner)).subscription.id);
    await this.webhooks.forget(id);
  }

  /** Answers a secret that is new, which is shown this once. */
  async #prepare(id: string, { delivery, feeds }: Wanted): Promise<string | undefined> {
    return delivery.kind === 'webhook' ? this.webhooks.prepare(id, feeds) : undefined;
  }
}

const versionOf = ({ version }: StoredSubscription): string => `"${version}"`;

function told(stored: StoredSubscription, reply: FastifyReply, secret?: string) {
  reply.header('etag', versionOf(stored));
  return { ...viewOf(stored), ...(secret === undefined ? {} : { secret }) };
}

const refused = (errors: Failure[]) =>
  new ProblemError({ status: 422, title: 'The subscription was refused.', errors });

const notAnObject = () => problem(422, 'wrong-type', 'A change is an object of the fields that change.');

const changedMeanwhile = () =>
  problem(412, 'changed-meanwhile', 'The subscription is no longer as that version says.', {
    hint: 'GET it, and change what is there now.',
  });
