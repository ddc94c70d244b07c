import { z } from 'zod';
import { answerSchema } from '#platform';
import { manifestSchema } from '../domain/manifest.js';

export const backupJob = answerSchema(
  'BackupJob',
  z.object({
    id: z.string(),
    folder: z.string(),
    state: z.enum(['running', 'completed', 'failed']),
    step: z.string(),
    done: z.int().describe('Of the step: pages, events or bytes'),
    total: z.int(),
    manifest: manifestSchema.nullable(),
    failure: z.string().nullable(),
  }),
);
