import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Answers, ProblemError, problem } from '#platform';
import { FeedSources } from '../../feed-sources.js';
import { NamedDevices } from '../../subscriptions/application/named-devices.js';
import { Streams } from '../streams.service.js';
import { AnswersStream, handOver, lastEventIdOf } from './answers-stream.js';
import { feedList, viewOf } from './feed-view.js';
import { chosenBy, type StreamParameters, streamParameters } from './stream-parameters.js';

@ApiTags('subscriptions')
@Controller('v1/feeds')
@Requires('any-partner')
export class FeedsController {
  constructor(
    @Inject(FeedSources) private readonly sources: FeedSources,
    @Inject(NamedDevices) private readonly devices: NamedDevices,
    @Inject(Streams) private readonly streams: Streams,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What can be subscribed to, and what each feed carries.' })
  @Answers(200, 'All of them.', feedList)
  list() {
    return { items: this.sources.all.map(({ feed }) => viewOf(feed)) };
  }

  @Get(':feed/stream')
  @ApiOperation({ summary: 'A feed as server-sent events, from now on, from the start, or from where it was left.' })
  @ApiQuery({ name: 'types', required: false, example: 'GradeAssigned,DeviceResold' })
  @ApiQuery({ name: 'devices', required: false, example: 'imei:004401245678905' })
  @ApiQuery({ name: 'metrics', required: false, example: 'lives' })
  @ApiQuery({ name: 'dimension.partner', required: false, description: 'Likewise `dimension.` and any other name' })
  @ApiQuery({ name: 'after', required: false, description: '`now`, `start`, or an event id; Last-Event-ID goes first' })
  @AnswersStream()
  async stream(
    @Param('feed') name: string,
    @Query({ schema: streamParameters }) parameters: StreamParameters,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const source = this.sources.named(name);
    if (source === undefined)
      throw problem(404, 'unknown-feed', `There is no feed ${name}.`, { hint: 'GET /v1/feeds lists them.' });
    const { selection, failures } = chosenBy(parameters, source.feed);
    const named = await this.devices.resolve(selection.devices ?? [], caller);
    const errors = [
      ...failures,
      ...named.failures.map((failure) => ({ ...failure, pointer: `/query${failure.pointer}` })),
    ];
    if (errors.length > 0) throw new ProblemError({ status: 422, title: 'The stream was refused.', errors });
    const begin = await this.streams.prepare({
      sources: [source],
      selection: selection.devices === undefined ? selection : { ...selection, devices: named.ids },
      caller,
      lastEventId: lastEventIdOf(request),
      after: parameters.after,
    });
    handOver(reply, begin);
  }
}
