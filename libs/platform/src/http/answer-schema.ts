import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

/** Shapes of answers by name: each stands once in the API's document, and everything else points to it. */
const named = z.registry<{ id: string }>();

const placeOf = (id: string) => `#/components/schemas/${id}`;

/** Names a shape. `schema satisfies z.ZodType<Served>` where it is made ties it to the type that is really sent. */
export function answerSchema<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  named.add(schema, { id });
  return schema;
}

/** A pointer to a named shape, for `@ApiProperty` and `@ApiResponse`. */
export function pointerTo(schema: z.ZodType): { $ref: string } {
  const id = named.get(schema)?.id;
  if (id === undefined) throw new Error('The schema has no name: answerSchema gives it one.');
  return { $ref: placeOf(id) };
}

/** `@ApiProperty` of one, or of a list of a named shape. */
export const one = (schema: z.ZodType) => ({
  type: 'object' as const,
  additionalProperties: true,
  allOf: [pointerTo(schema)],
});
export const many = (schema: z.ZodType) => ({ type: 'array' as const, items: pointerTo(schema) });

/** Declares what the route answers with a status, beside problems, which are declared for all routes at once. */
export const Answers = (
  status: number,
  description: string,
  schema: z.ZodType,
  more: { example?: unknown; headers?: Record<string, string> } = {},
): MethodDecorator =>
  ApiResponse({
    status,
    description,
    ...(more.headers === undefined ? {} : { headers: headersOf(more.headers) }),
    content: {
      'application/json': {
        schema: pointerTo(schema),
        ...(more.example === undefined ? {} : { example: more.example }),
      },
    },
  });

/** Every named shape as JSON Schema of what goes out. */
export function answerSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(named, { io: 'output', unrepresentable: 'any', uri: placeOf });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema as object]),
  );
}

const headersOf = (told: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(told).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );
