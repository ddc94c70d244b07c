import { STATUS_CODES } from 'node:http';
import type { Refusal } from '#kernel';
import { ProblemError, toProblem } from '#platform';
import type { Answer, Outcome } from '../domain/report.js';

const RETRY_AFTER_SECONDS = '1';

/** The answer of a single report; a refusal is thrown as the problem that it is. */
export function answered(outcome: Outcome): { status: number; answer: Answer; position?: string } {
  if (outcome.outcome === 'refused') throw refusalError(outcome);
  if (outcome.outcome === 'repeat') return { status: outcome.status, answer: outcome.answer };
  return { status: outcome.status, answer: outcome.answer, position: outcome.position };
}

export const refusalError = (refusal: Refusal): ProblemError =>
  new ProblemError(refusal, refusal.status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {});

/** One item of a batch's answer: the answer or the problem, with its status and the reference it is about. */
export function batchItem(outcome: Outcome, reference: unknown, instance: string): object {
  const about = typeof reference === 'string' ? { reference } : {};
  if (outcome.outcome !== 'refused') return { status: outcome.status, ...about, ...outcome.answer };
  return {
    ...toProblem({ ...outcome, title: outcome.title || (STATUS_CODES[outcome.status] ?? '') }, { instance }),
    ...about,
  };
}
