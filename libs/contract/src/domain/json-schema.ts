import { z } from 'zod';

/** A JSON Schema of 2020-12, as far as zod writes them. */
export interface JsonSchema {
  [keyword: string]: unknown;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** What a value of that declaration looks like as JSON; "any JSON" is not spelled out. */
export function schemaOf(declared: z.ZodType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(declared, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return withoutRecursion(schema) as JsonSchema;
}

/** Without the bound that no other members may come: who reads messages has to expect new ones. */
export const opened = (schema: JsonSchema): JsonSchema =>
  mapped(schema, ({ additionalProperties, ...rest }) =>
    additionalProperties === undefined || additionalProperties === false ? rest : { ...rest, additionalProperties },
  );

/** With the bound that no member may come that is not declared: what is sent is held to it. */
export const closed = (schema: JsonSchema): JsonSchema =>
  mapped(schema, (each) =>
    each.properties === undefined || each.additionalProperties !== undefined
      ? each
      : { ...each, additionalProperties: false },
  );

/** The schema and all that it is made of, changed from the inside out. */
function mapped(schema: JsonSchema, change: (each: JsonSchema) => JsonSchema): JsonSchema {
  const below = (each: JsonSchema) => mapped(each, change);
  const made: JsonSchema = { ...schema };
  if (schema.properties !== undefined) {
    made.properties = Object.fromEntries(Object.entries(schema.properties).map(([name, one]) => [name, below(one)]));
  }
  if (schema.items !== undefined) made.items = below(schema.items);
  if (typeof schema.additionalProperties === 'object') made.additionalProperties = below(schema.additionalProperties);
  if (schema.anyOf !== undefined) made.anyOf = schema.anyOf.map(below);
  if (schema.oneOf !== undefined) made.oneOf = schema.oneOf.map(below);
  return change(made);
}

/** Only "any JSON" refers to itself, and a schema that says nothing says the same. */
const withoutRecursion = (schema: object): unknown =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => {
      if (key === '$defs') return undefined;
      return typeof value === 'object' && value !== null && '$ref' in value ? {} : value;
    }),
  );
