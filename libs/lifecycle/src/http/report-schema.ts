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
  return JSON.parse(JSON.stringify(rest, withoutRecursion));
}

/** Definitions of its own would be looked for at the root of the API's document; only "any JSON" needs one. */
function withoutRecursion(key: string, value: unknown): unknown {
  if (key === '$defs') return undefined;
  const pointer = typeof value === 'object' && value !== null && '$ref' in value ? String(value.$ref) : '';
  return pointer.startsWith('#/$defs/') ? {} : value;
}
