import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { problemOfSchema } from './schema-problem.js';

/**
 * Nest's pipe for `@Body({ schema })`, with our problems, and without its walk for prototype keys: bodies with such
 * keys never get past the parser, and addresses are parsed into objects without a prototype.
 */
export class SchemaPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema, type, data } = metadata;
    if (schema === undefined || type === 'custom') return value;
    const outcome = schema['~standard'].validate(value);
    const result = outcome instanceof Promise ? await outcome : outcome;
    if (result.issues === undefined) return result.value as T;
    throw problemOfSchema(result.issues, prefixOf(type, data));
  }
}

/** Pointers go into the body; what is in the address is pointed to by its name after the part of the address. */
function prefixOf(type: string, name: string | undefined): string {
  const part = type === 'body' ? '' : `/${type}`;
  return name === undefined ? part : `${part}/${name}`;
}
