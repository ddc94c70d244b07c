import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { answerSchemas } from '#platform';
import { addProblems } from './problem-responses.js';

const PAGES = 'docs';
const DOCUMENT = 'openapi.json';

const settings = new DocumentBuilder()
  .setTitle('Circulog')
  .setDescription(
    'The shared record of what happens to electronic devices. Errors are RFC 9457 problems with every failure at once.',
  )
  .setVersion('1')
  .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
  .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A key as `POST /v1/partners` answers it once.' })
  .setOpenAPIVersion('3.1.0')
  .build();

/** The document of every route that the application has. */
export function apiDocument(app: NestFastifyApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, settings, {
    operationIdFactory: (controller, method) => `${controller.replace(/(Controller|Endpoint)$/, '')}_${method}`,
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? { schema: jsonSchemaOf(schema, schemaType) } : undefined,
  });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...(answerSchemas() as Schemas) },
  };
  for (const operation of operationsOf(document)) operation.security &&= once(operation.security);
  return addProblems(document);
}

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const operationsOf = (document: OpenAPIObject) =>
  Object.values(document.paths).flatMap((path) => Object.values(path as Record<string, Operation>));

/** Nest tells the same requirement once for the class and once for the method. */
const once = (security: NonNullable<Operation['security']>) => [
  ...new Map(security.map((one) => [JSON.stringify(one), one])).values(),
];

/** Pages at `/docs`, the document at `/openapi.json`; made when somebody asks for the first time. */
export function documentApi(app: NestFastifyApplication): void {
  SwaggerModule.setup(PAGES, app, () => apiDocument(app), {
    jsonDocumentUrl: DOCUMENT,
    raw: ['json'],
    customSiteTitle: 'Circulog',
  });
}

/** The documentation is for everybody; its routes are not Nest's, so they are told here. */
export function openDocumentation(instance: FastifyInstance): void {
  instance.addHook('onRoute', (route) => {
    if (route.url !== `/${DOCUMENT}` && !/^\/docs(\/|$)/.test(route.url)) return;
    route.config = { ...route.config, access: 'public' } as NonNullable<typeof route.config>;
  });
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}
