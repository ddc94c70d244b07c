import type { OpenAPIObject } from '@nestjs/swagger';

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'errors'],
  properties: {
    type: { type: 'string', format: 'uri', example: 'urn:circulog:problem:refused' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    correlationId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'rule', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901, into what was sent', example: '/data/massKg' },
          rule: { type: 'string', example: 'out-of-range' },
          detail: { type: 'string' },
          hint: { type: 'string' },
        },
      },
    },
  },
} as const;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Every operation may answer with a problem; said once, for all of them. */
export function addProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM as never },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation === undefined) continue;
      operation.responses = { ...operation.responses, default: operation.responses.default ?? PROBLEM_RESPONSE };
    }
  }
  return document;
}

const PROBLEM_RESPONSE = {
  description: 'What went wrong, with every failure.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
