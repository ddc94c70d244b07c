import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '#kernel';
import { type Caller, CurrentCaller, Requires } from '#partners';
import { Accepts, Answers, CLOCK, type Clock, problem } from '#platform';
import { RecordBatch } from '../application/commands/record-batch.js';
import { RecordEvent } from '../application/commands/record-event.js';
import { FindEventByReference } from '../application/queries/find-event-by-reference.js';
import { GetEvent } from '../application/queries/get-event.js';
import { BATCH_MAX } from '../application/recorder.js';
import type { Answer, Outcome } from '../domain/report.js';
import { answer, batchAnswer, EXAMPLE_ANSWER, EXAMPLE_REPORT } from './answer-views.js';
import { bodiesOf, malformedOutcome } from './batch-body.js';
import { EventView } from './event-view.js';
import { answered, batchItem } from './outcome-response.js';
import { reportSchema } from './report-schema.js';
import { submissionOf } from './submission-of.js';

/** Place of what was recorded in the log: lists take it as `minPosition`. */
const POSITION_HEADER = 'x-log-position';
const PLACE = { [POSITION_HEADER]: 'Its place in the log: lists take it as `minPosition`' };

@ApiTags('events')
@Controller('v1/events')
@Requires('any-partner')
export class EventsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Report what happened to a device.',
    description: 'Any of its identifiers finds it. Your reference, or the Idempotency-Key, makes a retry harmless.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'The reference, where the report has none.' })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'ETag of the device as you know it: 412 if it changed.',
  })
  @ApiBody({ schema: reportSchema(), examples: { grade: { value: EXAMPLE_REPORT } } })
  @Answers(201, 'Recorded and counted, perhaps with anomalies.', answer, { example: EXAMPLE_ANSWER, headers: PLACE })
  @Answers(202, 'Recorded, set aside by a rule.', answer, { headers: PLACE })
  @Answers(200, 'An identical repeat: the first answer.', answer)
  async record(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const submission = submissionOf(body, request, caller, this.clock);
    const { status, answer: told, position } = answered(await this.commands.execute(new RecordEvent(submission)));
    reply.status(status);
    if (position !== undefined) reply.header(POSITION_HEADER, position);
    return told;
  }

  @Post('batch')
  @HttpCode(200)
  @Accepts({
    types: ['application/json', 'application/x-ndjson', 'application/ndjson', 'application/jsonl'],
    limit: 'batch',
  })
  @ApiOperation({ summary: `At most ${BATCH_MAX} reports, in order, each by itself: one answer or problem per item.` })
  @ApiConsumes('application/json', 'application/x-ndjson')
  @ApiBody({
    schema: {
      type: 'array',
      items: { type: 'object', description: 'As `POST /v1/events` takes it.' },
      maxItems: BATCH_MAX,
    },
    examples: { one: { value: [EXAMPLE_REPORT] } },
  })
  @Answers(200, 'One answer or problem per item, in the order of the items.', batchAnswer)
  async recordBatch(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<object[]> {
    const bodies = bodiesOf(body);
    const readable = bodies.filter((one) => malformedOutcome(one) === undefined);
    const submissions = readable.map((one) => ({ ...submissionOf(one, request, caller, this.clock) }));
    for (const submission of submissions) delete submission.fallbackReference;
    const outcomes = await this.commands.execute(new RecordBatch(submissions));
    let told = 0;
    return bodies.map((one) => {
      const outcome = malformedOutcome(one) ?? (outcomes[told++] as Outcome);
      return batchItem(outcome, (one as { reference?: unknown } | null)?.reference, request.url);
    });
  }

  @Get()
  @ApiOperation({ summary: 'Did it arrive? Your event of that reference.' })
  @ApiQuery({ name: 'reference', required: true })
  @ApiResponse({ status: 200, type: EventView })
  @ApiQuery({ name: 'partner', required: false, description: 'Auditors and operators: whose reference it is.' })
  async find(
    @Query('reference') reference: unknown,
    @Query('partner') partner: unknown,
    @CurrentCaller() caller: Caller,
  ): Promise<JsonObject> {
    if (typeof reference !== 'string' || reference === '') {
      throw problem(422, 'required', 'Say which reference.', { pointer: '/query/reference' });
    }
    const sender = typeof partner === 'string' ? partner : undefined;
    const found = await this.queries.execute(new FindEventByReference(reference, sender, caller));
    if (found !== undefined) return found;
    throw problem(404, 'unknown-reference', `No event of the reference ${reference} has arrived.`, {
      pointer: '/query/reference',
    });
  }

  @Get(':eventId')
  @ApiOperation({ summary: 'One event: what was said, its proof, and how it stands now.' })
  @ApiResponse({ status: 200, type: EventView })
  async show(@Param('eventId') eventId: string, @CurrentCaller() caller: Caller): Promise<JsonObject> {
    const found = await this.queries.execute(new GetEvent(eventId, caller));
    if (found === undefined) throw problem(404, 'unknown-event', `There is no event ${eventId} that you may see.`);
    return found;
  }
}
