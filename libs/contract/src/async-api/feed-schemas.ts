import { RESULT_SCHEMA } from '#intake';
import type { PublishedSchema } from '../domain/index.js';
import { publishedSchemas } from '../published-schemas.js';

/** What feeds carry, whatever carries them: answers to producers go over Kafka alone. */
export const feedSchemas = (): PublishedSchema[] =>
  publishedSchemas().filter(({ direction, name }) => direction === 'sent' && name !== RESULT_SCHEMA.name);
