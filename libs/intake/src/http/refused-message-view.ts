import { z } from 'zod';
import { answerSchema } from '#platform';
import type { RefusedMessage } from '../kafka/refused-messages.js';

const refusedMessage = z.object({
  topic: z.string(),
  partition: z.int(),
  offset: z.string().describe('A 64-bit number'),
  at: z.string().meta({ format: 'date-time' }).describe('When the broker took it'),
  reference: z.string().nullable(),
  status: z.int().describe('As the report would be answered over HTTP'),
  title: z.string(),
  errors: z.array(
    z.object({ pointer: z.string(), rule: z.string(), detail: z.string(), hint: z.string().exactOptional() }),
  ),
  bytes: z.int().describe('Length of its value'),
  sha256: z.string().describe('Of its value, in hexadecimal'),
}) satisfies z.ZodType<RefusedMessage>;

export const refusedMessagePage = answerSchema(
  'RefusedMessagePage',
  z.object({ items: z.array(refusedMessage), next: z.string().nullable().describe('Cursor of the next page') }),
);
