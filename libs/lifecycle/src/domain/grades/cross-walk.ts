import { type CrossWalkRow, gradeCrosswalks } from '../editions/grade-crosswalks.js';
import { canonicalGrade, type Grade } from './grade.js';

/** What a grade is worth in another scheme, as far as a cross-walk declares it. */
export interface CrossWalked {
  scheme: string;
  schemeVersion: string;
  functional: string;
  cosmetic: { best: string; worst: string };
  basis: CrossWalkRow['basis'];
  /** The edition that says so. */
  edition: string;
}

/** `undefined` where no cross-walk is declared: nothing is guessed from the letters. */
export function crossWalk(grade: Grade, scheme: string, version: string): CrossWalked | undefined {
  const given = canonicalGrade(grade);
  const row = gradeCrosswalks.content.find(
    ({ from, to }) =>
      to.scheme === scheme &&
      to.version === version &&
      from.scheme === given.scheme &&
      from.version === given.schemeVersion &&
      from.code === given.code &&
      from.functional === given.functional &&
      (from.cosmetic === undefined || (given.cosmetic !== undefined && from.cosmetic.includes(given.cosmetic))),
  );
  if (row === undefined) return undefined;
  const [best, worst] = row.to.cosmetic;
  return {
    scheme,
    schemeVersion: version,
    functional: row.to.functional,
    cosmetic: { best, worst },
    basis: row.basis,
    edition: gradeCrosswalks.name,
  };
}
