import { BACK_OFF_MILLIS_MAX, BACK_OFF_MILLIS_MIN } from './limits.js';

export interface Failure {
  message: string;
  attempts: number;
  /** UTC milliseconds. */
  since: number;
  /** UTC milliseconds; absent: not tried again before a restart. */
  retryAt?: number;
}

/** Doubles the wait with each attempt, up to a limit. No event is ever skipped. */
export function failedAgain(before: Failure | undefined, error: unknown, now: number): Failure {
  const attempts = (before?.attempts ?? 0) + 1;
  const wait = Math.min(BACK_OFF_MILLIS_MAX, BACK_OFF_MILLIS_MIN * 2 ** Math.min(attempts - 1, 20));
  const message = error instanceof Error ? error.message : String(error);
  return { message, attempts, since: before?.since ?? now, retryAt: now + wait };
}

export const failedForGood = (error: Error, now: number): Failure => ({
  message: error.message,
  attempts: 1,
  since: now,
});
