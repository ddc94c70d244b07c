import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { schemaUri } from '#feeds/domain';
import { Requires } from '#partners';
import { Answers, answerSchema, problem } from '#platform';
import { documentOf } from '../domain/index.js';
import { publishedSchemas } from '../published-schemas.js';

const schemaList = answerSchema(
  'SchemaList',
  z.object({
    items: z.array(
      z.object({
        name: z.string(),
        version: z.int(),
        direction: z.enum(['sent', 'taken']).describe('By Circulog'),
        topics: z.array(z.string()).describe('On Kafka; `{partner}` stands for any partner'),
        eventType: z.string().describe('`type` of the CloudEvents').exactOptional(),
        uri: z.string().describe('`dataschema` of the CloudEvents'),
        url: z.string().describe('Where it is'),
      }),
    ),
  }),
);

const schemaDocument = answerSchema('JsonSchema', z.record(z.string(), z.unknown()));

@ApiTags('subscriptions')
@Controller('v1/schemas')
@Requires('any-partner')
export class SchemasController {
  @Get()
  @ApiOperation({ summary: 'JSON Schemas of what feeds send and of what partners produce.' })
  @Answers(200, 'All of them.', schemaList)
  list(): z.output<typeof schemaList> {
    return {
      items: publishedSchemas().map(({ schema: _, ...known }) => ({
        ...known,
        topics: [...known.topics],
        uri: schemaUri(known),
        url: `/v1/schemas/${known.name}/v${known.version}`,
      })),
    };
  }

  @Get(':name/:version')
  @Header('content-type', 'application/schema+json')
  @ApiOperation({ summary: 'One of them, JSON Schema 2020-12.' })
  @ApiParam({ name: 'name', example: 'device-events.GradeAssigned' })
  @ApiParam({ name: 'version', example: 'v1' })
  @Answers(200, 'The schema.', schemaDocument)
  one(@Param('name') name: string, @Param('version') version: string): object {
    const found = publishedSchemas().find((one) => one.name === name && `v${one.version}` === version);
    if (found === undefined)
      throw problem(404, 'unknown-schema', `There is no schema ${name}/${version}.`.slice(0, 200), {
        hint: 'GET /v1/schemas lists them.',
      });
    return documentOf(found);
  }
}
