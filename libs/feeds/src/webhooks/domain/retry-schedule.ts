const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const FIRST_MILLIS = 10 * SECOND;
const FACTOR = 3;
const LONGEST_MILLIS = 12 * HOUR;

/** After so many a message is a dead letter: about three days after the first, with the pauses below. */
export const ATTEMPTS_MAX = 20;
/** A receiver cannot ask for more patience than this. */
export const RETRY_AFTER_MILLIS_MAX = 24 * HOUR;

/**
 * Longest pause after an attempt: 10 s, 30 s, 90 s, 4.5 min, 13.5 min, 40 min, 2 h, 6 h, then 12 h. The pause is drawn
 * between nothing and that, so that receivers that come back are not met by everybody at once.
 */
export const longestPause = (attempts: number): number =>
  Math.min(LONGEST_MILLIS, FIRST_MILLIS * FACTOR ** (attempts - 1));

/** Milliseconds until the next attempt; `undefined`: there is none. `random` is drawn from 0 to 1. */
export function pauseAfter(attempts: number, random: number, retryAfterMillis = 0): number | undefined {
  if (attempts >= ATTEMPTS_MAX) return undefined;
  const asked = Math.min(retryAfterMillis, RETRY_AFTER_MILLIS_MAX);
  return asked + Math.round(random * longestPause(attempts));
}

/** What `Retry-After` asks for, in milliseconds: seconds or a date (RFC 9110, 10.2.3); nothing else counts. */
export function retryAfterMillis(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND;
  const at = /^[A-Z][a-z]/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
