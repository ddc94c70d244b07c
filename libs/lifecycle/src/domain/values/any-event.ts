import { z } from 'zod';
import { massSource } from './mass.js';
import { moment } from './moment.js';

const EXTENSIONS_BYTES_MAX = 4096;

const extensionKey = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, { error: 'Keys are lowerCamelCase words.' });

/** What a partner wants kept beside the declared fields: flat, read by no rule. */
const extensions = z
  .record(extensionKey, z.union([z.string(), z.number(), z.boolean()]))
  .refine((given) => Buffer.byteLength(JSON.stringify(given)) <= EXTENSIONS_BYTES_MAX, {
    error: 'Extensions are at most 4096 bytes of JSON.',
    params: { rule: 'too-large' },
  })
  .describe("The partner's own flat fields, at most 4096 bytes");

/** Fields that every event takes. */
export const anyEventFields = {
  at: moment.describe('Repeats `occurredAt`; must agree').exactOptional(),
  massSource: massSource.exactOptional(),
  extensions: extensions.exactOptional(),
};
