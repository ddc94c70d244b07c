import { setTimeout } from 'node:timers/promises';

/** Resolves after that time, or as soon as the signal says so. */
export const pause = (millis: number, signal: AbortSignal): Promise<void> =>
  setTimeout(millis, undefined, { signal }).catch(() => undefined);
