import { z } from 'zod';
import { answerSchema } from '#platform';
import { IMPORT_OUTCOMES } from '../domain/import-job.js';
import type { LineResult } from '../domain/line-result.js';

const lineResult = z.object({
  line: z.int().describe('1-based, header and blank lines counted'),
  outcome: z.enum(IMPORT_OUTCOMES),
  status: z.int().describe('As the report alone would be answered'),
  reference: z.string().nullable(),
  eventId: z.string().nullable(),
  deviceId: z.string().nullable(),
  anomalies: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      severity: z.enum(['information', 'warning', 'high', 'critical']),
      explanation: z.string(),
      evidence: z.array(z.string()),
    }),
  ),
  errors: z.array(
    z.object({ pointer: z.string(), rule: z.string(), detail: z.string(), hint: z.string().exactOptional() }),
  ),
}) satisfies z.ZodType<LineResult>;

export const lineResultPage = answerSchema(
  'LineResultPage',
  z.object({ items: z.array(lineResult), next: z.string().nullable().describe('Cursor of the next page') }),
);
