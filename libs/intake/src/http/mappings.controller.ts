import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '#partners';
import { CurrentCaller, Requires } from '#partners';
import { Answers, type Paging, paged, pageOf, paging, problem, problemOfSchema } from '#platform';
import { Mappings } from '../application/mappings.js';
import { type Mapping, mapping } from '../domain/mapping.js';
import { EXAMPLE_MAPPING, mappingBody, mappingPage, mappingView } from './mapping-view.js';

@ApiTags('imports')
@Controller('v1/mappings')
@Requires('any-partner')
export class MappingsController {
  constructor(@Inject(Mappings) private readonly mappings: Mappings) {}

  @Put(':name')
  @ApiOperation({
    summary: 'Declare how the rows of your CSV files read as reports. Replaces the mapping of that name.',
  })
  @ApiBody({ schema: mappingBody(), examples: { csv: { value: EXAMPLE_MAPPING } } })
  @Answers(201, 'Declared.', mappingView)
  @Answers(200, 'Replaced.', mappingView)
  async declare(
    @Param('name') name: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentCaller() caller: Caller,
  ): Promise<Mapping> {
    const given = typeof body === 'object' && body !== null ? body : {};
    const parsed = mapping.safeParse({ name, ...given });
    if (!parsed.success) throw problemOfSchema(parsed.error.issues, '');
    if (parsed.data.name !== name) {
      throw problem(
        422,
        'name-differs',
        `The mapping is named "${parsed.data.name}" inside and "${name}" in the path.`,
        {
          pointer: '/name',
          hint: 'Leave the name out of the body.',
        },
      );
    }
    reply.status((await this.mappings.save(caller.partner.id, parsed.data)) ? 201 : 200);
    return parsed.data;
  }

  @Get()
  @ApiOperation({ summary: 'Your mappings.' })
  @Answers(200, 'A page of mappings.', mappingPage)
  async list(@Query({ schema: paging }) query: Paging, @CurrentCaller() caller: Caller) {
    return paged(await this.mappings.list(caller.partner.id, pageOf(query)));
  }

  @Get(':name')
  @ApiOperation({ summary: 'One of your mappings.' })
  @Answers(200, 'The mapping.', mappingView)
  async show(@Param('name') name: string, @CurrentCaller() caller: Caller): Promise<Mapping> {
    const found = await this.mappings.find(caller.partner.id, name);
    if (found === undefined) throw problem(404, 'unknown-mapping', `You have no mapping named "${name}".`);
    return found;
  }
}
