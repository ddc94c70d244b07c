import type { JsonObject } from '#kernel';
import { canonicalGrade, type Grade } from '../grades/index.js';
import type { GradeState, Sale } from '../journey.js';
import { textOf } from '../set/payload.js';
import type { Walk } from '../walk/walk.js';

/** A grade's code; of a grade on two axes both: `F5/C6`. */
const gradeCode = ({ code, functional, cosmetic }: Pick<GradeState, 'code' | 'functional' | 'cosmetic'>) =>
  code ?? [functional, cosmetic].filter((part) => part !== undefined).join('/');

/** Sold grade: the sale's own, else the one last given before it (catalogue, rule 8). */
export function sold(walk: Walk, own: JsonObject | undefined): Sale['grade'] {
  if (own !== undefined) {
    const grade = gradeIn(own);
    return { scheme: grade.scheme, schemeVersion: grade.schemeVersion, code: gradeCode(grade) };
  }
  const current = walk.journey.grades.reduce<GradeState | undefined>(
    (latest, grade) => (latest === undefined || grade.gradedAt >= latest.gradedAt ? grade : latest),
    undefined,
  );
  if (current === undefined) return undefined;
  return { scheme: current.scheme, schemeVersion: current.schemeVersion, code: gradeCode(current) };
}

/** A payload's grade in the one spelling of its scheme. */
export function gradeIn(grade: JsonObject): Grade {
  const code = textOf(grade, 'code');
  const functional = textOf(grade, 'functional');
  const cosmetic = textOf(grade, 'cosmetic');
  return canonicalGrade({
    scheme: textOf(grade, 'scheme') ?? 'unstated',
    schemeVersion: textOf(grade, 'schemeVersion') ?? '',
    ...(functional !== undefined && { functional }),
    ...(cosmetic !== undefined && { cosmetic }),
    ...(code !== undefined && { code }),
  });
}
