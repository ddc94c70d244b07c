import type { GradeState } from '../journey.js';

/** From best to worst, by scheme; a scheme not named here orders only letters. */
const BEST_FIRST: Readonly<Record<string, readonly string[]>> = {
  backmarket: ['PREMIUM', 'EXCELLENT', 'VERY_GOOD', 'GOOD', 'FAIR', 'STALLONE'],
  functional: ['F6', 'F5', 'F4', 'F3', 'F2', 'F1'],
  cosmetic: ['C9', 'C8', 'C7', 'C6', 'C5', 'C4', 'C3', 'C2', 'C1'],
};
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'];

type Graded = Pick<GradeState, 'scheme' | 'code' | 'functional' | 'cosmetic'>;

/** Steps by which the second grade is better than the first; `undefined` where they cannot be compared. */
export function stepsUp(before: Graded, after: Graded): number | undefined {
  if (before.scheme !== after.scheme) return undefined;
  const steps = [
    stepsOf(BEST_FIRST[before.scheme] ?? LETTERS, before.code, after.code),
    stepsOf(BEST_FIRST.functional ?? [], before.functional, after.functional),
    stepsOf(BEST_FIRST.cosmetic ?? [], before.cosmetic, after.cosmetic),
  ].filter((step) => step !== undefined);
  return steps.length === 0 ? undefined : Math.max(...steps);
}

function stepsOf(order: readonly string[], before: string | undefined, after: string | undefined): number | undefined {
  if (before === undefined || after === undefined) return undefined;
  const [from, to] = [order.indexOf(before.toUpperCase()), order.indexOf(after.toUpperCase())];
  return from < 0 || to < 0 ? undefined : from - to;
}
