import { z } from 'zod';

const LIMIT_MAX = 200;

/** Which page of a list, and how current it must be (CONTRACTS P7). */
export const findingPaging = {
  cursor: z.string().min(1).max(1_000).describe('The `next` of the page before').exactOptional(),
  minPosition: z
    .string()
    .min(1)
    .max(200)
    .describe('Wait until the answer knows what was recorded up to here')
    .exactOptional(),
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).describe('Entries of one page at most').default(50),
};
