import { gradingScheme } from '../editions/grading-schemes.js';
import { axisOf, codeAsDeclared, GRADE_AXES, type Grade, type GradeAxisName } from './grade.js';

export type GradeComparison = 'better' | 'same' | 'worse' | 'incomparable';

/**
 * How the second grade stands to the first. Only within one scheme and version, and only if no axis speaks against
 * another: F5/C4 is neither better nor worse than F4/C6.
 */
export function compareGrades(first: Grade, second: Grade): GradeComparison {
  if (first.scheme !== second.scheme || first.schemeVersion !== second.schemeVersion) return 'incomparable';
  const steps = GRADE_AXES.filter((axis) => first[axis] !== undefined || second[axis] !== undefined).map((axis) =>
    stepsUp(first, second, axis),
  );
  if (steps.length === 0 || steps.some((step) => step === undefined)) return 'incomparable';
  const better = steps.some((step) => (step ?? 0) > 0);
  const worse = steps.some((step) => (step ?? 0) < 0);
  if (better && worse) return 'incomparable';
  if (better) return 'better';
  return worse ? 'worse' : 'same';
}

/** Steps by which the second grade is better on one axis; `undefined` where the scheme gives no order. */
export function stepsUp(first: Grade, second: Grade, name: GradeAxisName): number | undefined {
  const [from, to] = [first[name], second[name]];
  if (from === undefined || to === undefined) return undefined;
  if (from === to) return 0;
  const scheme = gradingScheme(first.scheme, first.schemeVersion);
  const axis = scheme === undefined ? undefined : axisOf(scheme, name);
  if (axis === undefined) return undefined;
  const places = [from, to].map((code) => axis.bestFirst.indexOf(codeAsDeclared(axis, code) ?? ''));
  const [before = -1, after = -1] = places;
  return before < 0 || after < 0 ? undefined : before - after;
}
