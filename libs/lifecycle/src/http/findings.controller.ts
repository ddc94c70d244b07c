import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Answers, CLOCK, type Clock } from '#platform';
import { DecideOnEvent } from '../application/commands/decide-on-event.js';
import { ResolveAnomaly } from '../application/commands/resolve-anomaly.js';
import { ListFindings } from '../application/queries/list-findings.js';
import type { Answer } from '../domain/report.js';
import { answer } from './answer-views.js';
import { anomalyPage, quarantinePage } from './list-views.js';
import { listed, pageOf } from './listed.js';
import { decisionBody, type FindingSearchParameters, findingSearch, resolutionBody } from './listing-schemas.js';
import { answered } from './outcome-response.js';
import { deciderOf } from './submission-of.js';

type DecisionBody = z.output<typeof decisionBody>;

@ApiTags('quarantine and anomalies')
@Controller('v1')
export class FindingsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('quarantine')
  @Requires('any-partner')
  @ApiOperation({ summary: 'Events that a rule set aside, with the rule and what it says.' })
  @Answers(200, 'A page of events, the latest first.', quarantinePage)
  quarantine(@Query({ schema: findingSearch }) parameters: FindingSearchParameters, @CurrentCaller() caller: Caller) {
    return this.list('quarantine', parameters, caller);
  }

  @Post('quarantine/:eventId/release')
  @HttpCode(200)
  @Requires(['operator', 'auditor'])
  @ApiOperation({ summary: 'The event counts, whatever the rules say.' })
  @Answers(200, 'The decision is recorded.', answer)
  release(
    @Param('eventId') eventId: string,
    @Body({ schema: decisionBody }) body: DecisionBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    return this.decide('EventReleased', eventId, body, deciderOf(request, caller, this.clock, body?.reference));
  }

  @Post('events/:eventId/set-aside')
  @HttpCode(200)
  @Requires(['operator', 'auditor'])
  @ApiOperation({ summary: 'The event does not count, though no rule says so.' })
  @Answers(200, 'The decision is recorded.', answer)
  setAside(
    @Param('eventId') eventId: string,
    @Body({ schema: decisionBody }) body: DecisionBody,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    return this.decide('EventSetAside', eventId, body, deciderOf(request, caller, this.clock, body?.reference));
  }

  @Get('anomalies')
  @Requires('any-partner')
  @ApiOperation({ summary: 'What is odd: open or resolved, by rule, severity, device and partner asked.' })
  @Answers(200, 'A page of anomalies, the latest first.', anomalyPage)
  anomalies(@Query({ schema: findingSearch }) parameters: FindingSearchParameters, @CurrentCaller() caller: Caller) {
    return this.list('anomalies', parameters, caller);
  }

  @Post('anomalies/:id/resolve')
  @HttpCode(200)
  @Requires('any-partner')
  @ApiOperation({ summary: 'Say what it means: `confirmed` as reported, `rejected`, or `dismissed` as no issue.' })
  @Answers(200, 'The resolution is recorded.', answer)
  async resolve(
    @Param('id') id: string,
    @Body({ schema: resolutionBody }) { resolution, note, reference }: z.output<typeof resolutionBody>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const decider = deciderOf(request, caller, this.clock, reference);
    return answered(await this.commands.execute(new ResolveAnomaly(id, resolution, note, decider))).answer;
  }

  private async decide(
    decision: 'EventReleased' | 'EventSetAside',
    eventId: string,
    body: DecisionBody,
    decider: ReturnType<typeof deciderOf>,
  ): Promise<Answer> {
    const note = body?.note ?? 'No reason given.';
    return answered(await this.commands.execute(new DecideOnEvent(decision, eventId, note, decider))).answer;
  }

  private list(kind: 'quarantine' | 'anomalies', parameters: FindingSearchParameters, caller: Caller) {
    const { search, page } = pageOf(parameters);
    return listed(this.queries.execute(new ListFindings(kind, search, page, caller)));
  }
}
