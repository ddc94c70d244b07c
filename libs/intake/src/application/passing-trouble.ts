import { type Refusal, ServerAway } from '#kernel';
import type { Outcome } from '#lifecycle';
import { pause } from '#platform';

const FIRST_PAUSE_MILLIS = 50;
const PAUSE_MILLIS_MAX = 5_000;

/** Of the embedded stores and of the file system: no room, no handles, or somebody else has it just now. */
const PASSING_CODE = /^(SQLITE_(FULL|IOERR|BUSY|CANTOPEN|NOMEM)|ENOSPC$|EDQUOT$|EMFILE$|ENFILE$)/;

/** Whether it says nothing about the file that is worked on: asked again later, the same may go well. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ServerAway || PASSING_CODE.test(String((error as { code?: unknown } | null)?.code));

/** A refusal that says nothing about the report: over HTTP its sender would send it again. */
export const isNotTaken = (outcome: Outcome): outcome is Refusal =>
  outcome.outcome === 'refused' && outcome.status === 503;

/** Pauses that grow, one for each time that it is called. */
export function growingPauses(signal: AbortSignal): () => Promise<void> {
  let millis = FIRST_PAUSE_MILLIS;
  return async () => {
    await pause(millis, signal);
    millis = Math.min(millis * 2, PAUSE_MILLIS_MAX);
  };
}

/** Again and again until it goes well. Throws what is no passing trouble, and anything once aborted. */
export async function throughTrouble<Result>(
  attempt: () => Promise<Result>,
  { signal, onTrouble }: { signal: AbortSignal; onTrouble(error: unknown): void },
): Promise<Result> {
  for (const wait = growingPauses(signal); ; await wait()) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
      onTrouble(error);
    }
  }
}
