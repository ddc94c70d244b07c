import type { Refusal } from '#kernel';
import { ProblemError } from './problem.js';

/** The outcome, or the refusal as a problem. */
export function unlessRefused<Outcome extends { outcome: string }>(
  outcome: Outcome | Refusal,
): Exclude<Outcome, Refusal> {
  if (outcome.outcome === 'refused') throw new ProblemError(outcome as Refusal);
  return outcome as Exclude<Outcome, Refusal>;
}
