import type { ApiBodyOptions } from '@nestjs/swagger';
import { z } from 'zod';
import { envelope } from '../domain/intake/envelope.js';
import { declarations, POSTABLE } from '../domain/registry.js';

type JsonSchema = Record<string, unknown>;
type ApiSchema = NonNullable<Extract<ApiBodyOptions, { schema: unknown }>['schema']>;

/** What may be posted, as documentation: the envelope, and for each type of event its payload. */
export function reportSchema(): ApiSchema {
  const { properties, ...rest } = jsonSchema(envelope) as { properties: JsonSchema };
  const declared = declarations.filter(({ type }) => POSTABLE.has(type));
  return {
    ...rest,
    properties: {
      ...properties,
      type: { type: 'string', enum: declared.map(({ type }) => type) },
      data: { type: 'object' },
    },
    oneOf: declared.map(({ type, summary, data }) => ({
      title: type,
      description: summary,
      properties: { type: { const: type }, data: jsonSchema(data) },
    })),
  } as ApiSchema;
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return rest;
}

const ANOMALY: ApiSchema = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    rule: { type: 'string' },
    severity: { type: 'string', enum: ['information', 'warning', 'high', 'critical'] },
    explanation: { type: 'string' },
    evidence: { type: 'array', items: { type: 'string', format: 'uuid' } },
  },
};

/** What a report is answered. */
export const ANSWER_SCHEMA: ApiSchema = {
  type: 'object',
  properties: {
    eventId: { type: 'string', format: 'uuid' },
    deviceId: { type: 'string', format: 'uuid' },
    deviceCreated: { type: 'boolean' as const },
    revision: { type: 'integer', description: 'Of the stream written' },
    outcome: { type: 'string', enum: ['accepted', 'accepted_with_anomaly', 'quarantined'] },
    anomalies: { type: 'array', items: ANOMALY },
  },
};
