import { z } from 'zod';
import { canonicalGrade, type Grade, type GradeAxisName, undeclaredCodes } from '../grades/grade.js';
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
  .check((payload) => {
    const undeclared = undeclaredCodes(payload.value);
    if (undeclared.length === 0) payload.value = canonicalGrade(payload.value);
    for (const { axis, codes } of undeclared) payload.issues.push(noSuchGrade(payload.value, axis, codes));
  });
export type GradeValue = z.output<typeof grade>;

function noSuchGrade(given: Grade, axis: GradeAxisName, codes: readonly string[]): z.core.$ZodRawIssue {
  const meant = nearest(given[axis] ?? '', codes);
  const hint = `${meant === undefined ? '' : `Did you mean ${meant}? `}One of: ${codes.join(', ') || 'none on this axis'}.`;
  return {
    code: 'custom',
    message: `${given.scheme} ${given.schemeVersion} has no such grade.`,
    path: [axis],
    input: given[axis],
    params: { rule: 'not-one-of', hint },
  };
}
