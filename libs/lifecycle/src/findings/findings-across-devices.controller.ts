import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Answers, CLOCK, type Clock } from '#platform';
import { GetDevice } from '../application/queries/get-device.js';
import type { Answer } from '../domain/report.js';
import { answer } from '../http/answer-views.js';
import { listed, pageOf } from '../http/listed.js';
import { resolutionBody } from '../http/listing-schemas.js';
import { answered, refusalError } from '../http/outcome-response.js';
import { deciderOf } from '../http/submission-of.js';
import { FINDING_STATES } from './finding-cursor.js';
import { findingPaging } from './finding-paging.js';
import { FindingPage } from './finding-view.js';
import { ListFindingsAcrossDevices } from './list-findings-across-devices.js';
import { ResolveFinding } from './resolve-finding.js';
import { USE_KINDS } from './use.js';

const deviceName = z.string().min(1).max(200);

const findingQuery = z.strictObject({
  kind: z.enum(USE_KINDS).describe('What the devices clash about').exactOptional(),
  device: deviceName.describe('Any identifier of a device that you may read').exactOptional(),
  state: z.enum(FINDING_STATES).describe('Open, or how somebody resolved it').exactOptional(),
  ...findingPaging,
});
type Search = z.output<typeof findingQuery>;

const findingResolution = resolutionBody.extend({
  device: deviceName.describe('Any identifier of a device that the finding is about: its journey keeps the decision'),
});

@ApiTags('findings')
@Controller('v1/findings')
@Requires('any-partner')
export class FindingsAcrossDevicesController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'What no journey shows by itself: a certificate, an identifier or a part used twice, a code of two models, a report that came late or dated back, a recall resolved that is not open.',
    description:
      'Operators and auditors see all; a partner those that one of its devices is in, without the devices of others.',
  })
  @ApiOkResponse({ type: FindingPage })
  async list(@Query({ schema: findingQuery }) parameters: Search, @CurrentCaller() caller: Caller) {
    const {
      search: { kind, device, state },
      page,
    } = pageOf(parameters);
    const deviceId = device === undefined ? undefined : await this.idOf(device, caller);
    return listed(this.queries.execute(new ListFindingsAcrossDevices({ kind, deviceId, state }, page, caller)));
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Requires(['operator', 'auditor'])
  @ApiOperation({
    summary: 'Say what a finding means: `confirmed`, `rejected`, or `dismissed` as no issue.',
    description: 'It holds for these events: a finding that rests on others later has another id and is open.',
  })
  @Answers(200, 'The resolution is recorded.', answer)
  async resolve(
    @Param('id') id: string,
    @Body({ schema: findingResolution }) { device, reference, ...decided }: z.output<typeof findingResolution>,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const deviceId = await this.idOf(device, caller);
    const decider = deciderOf(request, caller, this.clock, reference);
    return answered(await this.commands.execute(new ResolveFinding(id, deviceId, decided, decider))).answer;
  }

  private async idOf(identifier: string, caller: Caller): Promise<string> {
    const found = await this.queries.execute(new GetDevice(identifier, caller));
    if (found.outcome === 'refused') throw refusalError(found);
    return found.outcome === 'moved' ? found.deviceId : found.journey.deviceId;
  }
}
