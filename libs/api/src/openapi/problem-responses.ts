import { STATUS_CODES } from 'node:http';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { answerSchema, type Problem, pointerTo, problem, toProblem } from '#platform';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>[string];

const failure = z.object({
  pointer: z.string().describe('RFC 6901, into what was sent; parts of the address under /query and /params'),
  rule: z.string(),
  detail: z.string(),
  hint: z.string().describe('How to mend it').exactOptional(),
});

const problemSchema = answerSchema(
  'Problem',
  z
    .object({
      type: z.string().meta({ format: 'uri' }),
      title: z.string(),
      status: z.int().min(400).max(599),
      detail: z.string(),
      instance: z.string(),
      correlationId: z.string().exactOptional(),
      errors: z.array(failure).describe('All failures at once'),
    })
    .describe('RFC 9457') satisfies z.ZodType<Problem>,
);

/** One failure that is typical of each status. */
const TYPICAL: Record<number, [rule: string, detail: string, pointer?: string]> = {
  400: ['not-json', 'Not JSON: unexpected end of input'],
  401: ['unknown-key', 'The key is not known.'],
  403: ['role-not-allowed', 'This route is for operator.'],
  404: ['not-found', 'There is nothing of that name that you may see.'],
  408: ['body-stalled', 'Nothing of the body has come for 60 s.'],
  409: ['reference-reused', 'The reference was used with other content.', '/reference'],
  410: ['foreign-position', 'That position is of another log than this one.', '/query/minPosition'],
  412: ['changed-meanwhile', 'The device is no longer as that version says.'],
  413: ['too-large', 'The body is larger than 1048576 bytes.'],
  415: ['unsupported-media-type', 'Content-Type text/plain is not accepted here.'],
  422: ['out-of-range', 'Too big: expected number to be <=110', '/data/batteryHealthPercent'],
  429: ['rate-limit', 'This key may send 6000000 requests in 60 seconds.'],
};

/** Declares the problems that each operation can meet, as what it takes makes them possible. */
export function addProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = { ...document.components, responses: problemResponses() };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      if (operation.responses === undefined) continue;
      for (const status of statusesOf(path, method, operation)) {
        operation.responses[status] ??= { $ref: `#/components/responses/Problem${status}` };
      }
      operation.responses.default ??= { $ref: '#/components/responses/Problem' };
    }
  }
  return document;
}

function statusesOf(path: string, method: string, { security, requestBody, parameters = [] }: Operation): number[] {
  const takes = (where: string, ...names: string[]) =>
    parameters.some((one) => 'in' in one && one.in === where && (names.length === 0 || names.includes(one.name)));
  return [
    ...((security?.length ?? 0) > 0 ? [401, 403, 429] : []),
    ...(path.includes('{') ? [404] : []),
    ...(method === 'get' ? [] : [409]),
    ...(takes('query', 'minPosition', 'knownAt', 'after') ? [410] : []),
    ...(takes('header', 'If-Match') ? [412] : []),
    ...(requestBody === undefined ? [] : [400, 408, 413, 415]),
    ...(requestBody !== undefined || takes('query') ? [422] : []),
  ];
}

function problemResponses(): Record<string, Response> {
  const schema = pointerTo(problemSchema);
  const typical = Object.entries(TYPICAL).map(([status, [rule, detail, pointer = '']]) => {
    const source = problem(Number(status), rule, detail, { pointer });
    const example = toProblem(source, { instance: '/v1/events' });
    const response = { description: STATUS_CODES[status] ?? '', content: contentOf({ schema, example }) };
    return [`Problem${status}`, status === '429' ? { ...response, headers: RATE_HEADERS } : response] as const;
  });
  const other = { description: 'Any other problem, with every failure.', content: contentOf({ schema }) };
  return { ...Object.fromEntries(typical), Problem: other };
}

const contentOf = (media: object) => ({ 'application/problem+json': media });

const RATE_HEADERS = {
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' as const } },
  RateLimit: { description: 'What is left, and when more is', schema: { type: 'string' as const } },
  'RateLimit-Policy': { description: 'How much in which time', schema: { type: 'string' as const } },
};
