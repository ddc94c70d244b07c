import { z } from 'zod';
import { canonicalGrade, undeclaredCodes } from '../grades/grade.js';
import { nearest } from '../validation/nearest.js';
import { code } from './text.js';

const schemeName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, { error: 'Name of a scheme: lower case, digits, dots and dashes.' });

/** A grade means something only with the scheme, and its version, that it was given under. */
export const grade = z
  .strictObject({
    scheme: schemeName.describe('Name of the grading scheme, such as seri-rec'),
    schemeVersion: z.string().min(1).max(20).describe('Version of the scheme'),
    functional: code.describe('Functional grade, in schemes with two axes').exactOptional(),
    cosmetic: code.describe('Cosmetic grade, in schemes with two axes').exactOptional(),
    code: code.describe('The grade, in schemes with one axis').exactOptional(),
  })
  .refine((given) => given.functional !== undefined || given.cosmetic !== undefined || given.code !== undefined, {
    error: 'A grade needs `functional`, `cosmetic` or `code`.',
    params: { rule: 'required' },
  })
  .superRefine((given, context) => {
    for (const { axis, codes } of undeclaredCodes(given)) {
      const meant = nearest(given[axis] ?? '', codes);
      context.addIssue({
        code: 'custom',
        message: `${given.scheme} ${given.schemeVersion} has no such grade.`,
        path: [axis],
        params: {
          rule: 'not-one-of',
          hint: `${meant === undefined ? '' : `Did you mean ${meant}? `}One of: ${codes.join(', ') || 'none on this axis'}.`,
        },
      });
    }
  })
  .overwrite(canonicalGrade);
export type GradeValue = z.output<typeof grade>;
