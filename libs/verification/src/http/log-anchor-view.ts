import { z } from 'zod';
import { answerSchema } from '#platform';
import { logAnchor } from '../anchor/log-anchor.js';

export const servedAnchor = answerSchema(
  'LogAnchor',
  logAnchor.extend({ position: z.string().nullable().describe('Of the last of these events, in this log') }),
);

export const anchorQuery = z.object({
  events: z.coerce
    .number()
    .int()
    .min(0)
    .describe('As it was with so many events: as many as an anchor that you kept is of')
    .exactOptional(),
});
export type AnchorQuery = z.output<typeof anchorQuery>;
