import { type GradeAxis, type GradingScheme, gradingScheme } from '../editions/grading-schemes.js';

/** A grade and what it was given under. Grades of two schemes, or of two versions of one, are different things. */
export interface Grade {
  scheme: string;
  schemeVersion: string;
  functional?: string;
  cosmetic?: string;
  code?: string;
}

export const GRADE_AXES = ['functional', 'cosmetic', 'code'] as const;
export type GradeAxisName = (typeof GRADE_AXES)[number];

export const axisOf = (scheme: GradingScheme, axis: GradeAxisName): GradeAxis | undefined => scheme[axis];

export const codesOf = ({ bestFirst, unordered = [] }: GradeAxis): readonly string[] => [...bestFirst, ...unordered];

/** The spelling of the scheme's owners; `undefined` if the scheme has no such grade. */
export function codeAsDeclared(axis: GradeAxis, given: string): string | undefined {
  if (axis.bestFirst.includes(given)) return given;
  const spelled = given
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  return codesOf(axis).find((code) => code === spelled);
}

/** The one spelling of a grade. A partner's own scheme is kept as it is written. */
export function canonicalGrade(grade: Grade): Grade {
  const scheme = gradingScheme(grade.scheme, grade.schemeVersion);
  if (scheme === undefined) return grade;
  let canonical = grade;
  for (const name of GRADE_AXES) {
    const given = grade[name];
    const axis = given === undefined ? undefined : axisOf(scheme, name);
    const code = given === undefined || axis === undefined ? undefined : codeAsDeclared(axis, given);
    if (code !== undefined && code !== given) canonical = { ...canonical, [name]: code };
  }
  return canonical;
}

/** Codes that a known scheme does not have, with those that it has; none for a partner's own scheme. */
export function undeclaredCodes(grade: Grade): readonly UndeclaredCode[] {
  const scheme = gradingScheme(grade.scheme, grade.schemeVersion);
  if (scheme === undefined) return NONE;
  let found = NONE;
  for (const name of GRADE_AXES) {
    const given = grade[name];
    if (given === undefined) continue;
    const axis = axisOf(scheme, name);
    if (axis !== undefined && codeAsDeclared(axis, given) !== undefined) continue;
    found = [...found, { axis: name, codes: axis === undefined ? [] : codesOf(axis) }];
  }
  return found;
}

export interface UndeclaredCode {
  axis: GradeAxisName;
  codes: readonly string[];
}

const NONE: readonly UndeclaredCode[] = [];
