import { z } from 'zod';
import { answerSchema } from '#platform';
import type { ProjectionStatus } from '#projections';

const position = z.string().nullable().describe('Of the log');

const status = z.object({
  name: z.string(),
  version: z.string().describe('Of its code and rules'),
  generation: z.int(),
  state: z.enum(['live', 'building', 'failing']),
  position,
  head: position,
  lag: z.object({ events: z.int(), seconds: z.number() }),
  eventsPerSecond: z.number(),
  etaSeconds: z.number().exactOptional(),
  failure: z
    .object({
      message: z.string(),
      attempts: z.int(),
      since: z.number().describe('Unix milliseconds'),
      retryAt: z.number().describe('Unix milliseconds').exactOptional(),
    })
    .exactOptional(),
}) satisfies z.ZodType<ProjectionStatus>;

export const projectionList = answerSchema('ProjectionList', z.object({ items: z.array(status) }));

export const rebuildBegun = answerSchema('RebuildBegun', z.object({ name: z.string(), generation: z.int() }));
