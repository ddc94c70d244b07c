import type { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '#partners';
import { CurrentCaller, Requires } from '#partners';
import { Accepts, Answers, bodyStalled, type Paging, paged, pageOf, paging, problem } from '#platform';
import { Imports, TooManyWaiting } from '../application/imports.service.js';
import { Mappings } from '../application/mappings.js';
import { BodyStalled, BodyTooLarge, BodyUnreadable, NoRoom } from '../application/spool.js';
import type { ImportJob } from '../domain/import-job.js';
import type { Mapping } from '../domain/mapping.js';
import { JobPage, JobView } from './job-view.js';
import { lineResultPage } from './line-result-view.js';

const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
const CSV = ['text/csv'];
const GZIP = ['application/gzip', 'application/x-gzip'];

@ApiTags('imports')
@Controller('v1/imports')
@Requires('any-partner')
export class ImportsController {
  constructor(
    @Inject(Imports) private readonly imports: Imports,
    @Inject(Mappings) private readonly mappings: Mappings,
  ) {}

  @Post()
  @Accepts({ types: [...NDJSON, ...CSV, ...GZIP], as: 'stream' })
  @HttpCode(202)
  @ApiOperation({ summary: 'Send a bulk file: NDJSON of reports, or CSV through a declared mapping; plain or gzip.' })
  @ApiConsumes(...NDJSON, ...CSV, ...GZIP)
  @ApiQuery({
    name: 'mapping',
    required: false,
    description: 'Name of a mapping of yours; needed for CSV. A file without one of its columns fails as a whole.',
  })
  @ApiHeader({ name: 'Content-Encoding', required: false, description: 'gzip' })
  @ApiResponse({
    status: 202,
    type: JobView,
    description: 'Taken in whole.',
    headers: { location: { description: 'Where to watch it', schema: { type: 'string' } } },
  })
  async receive(
    @Body() body: Readable,
    @Query('mapping') name: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<JobView> {
    checkEncoding(request);
    const mapping = await this.mappingOf(caller, name, mediaTypeOf(request));
    const declaredBytes = Number(request.headers['content-length'] ?? 0);
    const job = await this.spooled({ caller, body, compressed: isCompressed(request), mapping, declaredBytes });
    reply.header('Location', `/v1/imports/${job.id}`);
    return JobView.of(job);
  }

  @Get()
  @ApiOperation({ summary: 'Your imports, newest first.' })
  @ApiOkResponse({ type: JobPage })
  async list(@Query({ schema: paging }) query: Paging, @CurrentCaller() caller: Caller) {
    const page = await this.imports.list(caller, pageOf(query));
    return paged({ ...page, items: page.items.map(JobView.of) });
  }

  @Get(':id')
  @ApiOperation({ summary: 'State and counts of an import.' })
  @ApiResponse({ status: 200, type: JobView })
  async show(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<JobView> {
    return JobView.of(await this.existing(caller, id));
  }

  @Get(':id/results')
  @ApiOperation({ summary: 'The lines that were not plainly accepted, with reasons, in the order of the file.' })
  @Answers(200, 'A page of lines.', lineResultPage)
  async results(@Param('id') id: string, @Query({ schema: paging }) query: Paging, @CurrentCaller() caller: Caller) {
    return paged(await this.imports.results(await this.existing(caller, id), pageOf(query)));
  }

  @Delete(':id')
  @HttpCode(202)
  @ApiOperation({ summary: 'Cancel: stops at the next batch; lines that are recorded stay recorded.' })
  @ApiResponse({ status: 202, type: JobView })
  async cancel(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<JobView> {
    return JobView.of(await this.imports.cancel(await this.existing(caller, id)));
  }

  private async existing(caller: Caller, id: string): Promise<ImportJob> {
    const job = await this.imports.find(caller, id);
    if (job === undefined) throw problem(404, 'unknown-import', `There is no import ${id} of yours.`);
    return job;
  }

  private async mappingOf(caller: Caller, name: string | undefined, mediaType: string): Promise<Mapping | undefined> {
    if (name === undefined) {
      if (!CSV.includes(mediaType)) return undefined;
      throw problem(422, 'mapping-required', 'A CSV file needs a mapping that says what its columns mean.', {
        pointer: '/query/mapping',
        hint: 'PUT /v1/mappings/{name} once, then send the file with ?mapping={name}.',
      });
    }
    const mapping = await this.mappings.find(caller.partner.id, name);
    if (mapping === undefined) {
      throw problem(422, 'unknown-mapping', `You have no mapping named "${name}".`, {
        pointer: '/query/mapping',
        hint: 'GET /v1/mappings lists yours; PUT /v1/mappings/{name} declares one.',
      });
    }
    if (NDJSON.includes(mediaType)) {
      throw problem(422, 'mapping-not-for-ndjson', 'A mapping reads CSV; NDJSON holds reports as they are.', {
        pointer: '/query/mapping',
        hint: 'Send the CSV as text/csv, or leave the mapping out.',
      });
    }
    return mapping;
  }

  private async spooled(received: Parameters<Imports['receive']>[0]): Promise<ImportJob> {
    try {
      return await this.imports.receive(received);
    } catch (error) {
      if (error instanceof BodyTooLarge) {
        throw problem(413, 'too-large', error.message, {
          hint: 'Split the file; the operator sets the limit (CIRCULOG_IMPORT_LIMIT_BYTES).',
        });
      }
      if (error instanceof BodyStalled) throw bodyStalled(error.stallSeconds);
      if (error instanceof TooManyWaiting) throw tooManyWaiting(error);
      if (error instanceof NoRoom) {
        throw problem(503, 'no-room', 'There is no room for the file just now; nothing was taken in.', {
          hint: 'Send the same file again later.',
        });
      }
      if (error instanceof BodyUnreadable) {
        throw problem(400, 'unreadable-body', `The body ended badly: ${error.message}.`, {
          hint: 'Check that it is whole, and gzip only if it says so. Nothing was taken in.',
        });
      }
      throw error;
    }
  }
}

function checkEncoding({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (/^((x-)?gzip|identity)$/i.test(encoding)) return;
  throw problem(415, 'unsupported-encoding', `Content-Encoding ${encoding} is not accepted here.`, {
    hint: 'Send the file as it is, or compressed with gzip.',
  });
}

/** Without parameters, in lower case, as routes are told what they take. */
const mediaTypeOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

const isCompressed = (request: FastifyRequest): boolean =>
  /^(x-)?gzip$/i.test(request.headers['content-encoding'] ?? '') || GZIP.includes(mediaTypeOf(request));

const RETRY_AFTER_SECONDS = '60';

function tooManyWaiting({ message }: TooManyWaiting) {
  const refusal = problem(429, 'too-many-imports', message, {
    hint: 'Send it once some of them are done, or cancel one.',
  });
  refusal.headers['retry-after'] = RETRY_AFTER_SECONDS;
  return refusal;
}
