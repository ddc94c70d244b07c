import { z } from 'zod';
import { answerSchema } from '#platform';
import type { Readiness } from './checks.js';

export const liveness = answerSchema('Liveness', z.object({ status: z.literal('up') }));

export const readiness = answerSchema(
  'Readiness',
  z.object({
    status: z.enum(['ready', 'not-ready']),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string().exactOptional() })),
  }) satisfies z.ZodType<Readiness>,
);
