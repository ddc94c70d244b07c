import { z } from 'zod';
import { code } from './text.js';

/** A grade means something only with the scheme, and its version, that it was given under. */
export const grade = z
  .strictObject({
    scheme: word64('Name of the grading scheme, such as seri-rec'),
    schemeVersion: z.string().min(1).max(20).describe('Version of the scheme'),
    functional: code.describe('Functional grade, in schemes with two axes').exactOptional(),
    cosmetic: code.describe('Cosmetic grade, in schemes with two axes').exactOptional(),
    code: code.describe('The grade, in schemes with one axis').exactOptional(),
  })
  .refine(
    ({ functional, cosmetic, code: only }) => functional !== undefined || cosmetic !== undefined || only !== undefined,
    {
      error: 'A grade needs `functional`, `cosmetic` or `code`.',
      params: { rule: 'required' },
    },
  );
export type GradeValue = z.output<typeof grade>;

function word64(meaning: string) {
  return z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, { error: 'Name of a scheme: lower case, digits, dots and dashes.' })
    .describe(meaning);
}
