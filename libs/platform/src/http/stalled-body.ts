import type { Readable } from 'node:stream';
import { type ProblemError, problem } from './problem.js';

/**
 * Tells once that a body has brought nothing for so long while somebody was ready for more of it. Call it when the body
 * has its readers: listening lets it flow. Answers how to stop watching.
 */
export function watchStall(body: Readable, stallSeconds: number, stalled: () => void): () => void {
  const timer = setTimeout(() => {
    const isHeldUp = body.readableFlowing === false;
    if (isHeldUp) timer.refresh();
    else stalled();
  }, stallSeconds * 1_000).unref();
  const moved = () => void timer.refresh();
  body.on('data', moved);
  return () => {
    clearTimeout(timer);
    body.off('data', moved);
  };
}

/** The connection is closed with the answer: what its client might send later is the rest of this request. */
export function bodyStalled(stallSeconds: number): ProblemError {
  const refusal = problem(408, 'body-stalled', `Nothing of the body has come for ${stallSeconds} s.`, {
    hint: 'Nothing was taken in: send it again without long pauses. The limit is CIRCULOG_BODY_STALL_SECONDS.',
  });
  refusal.headers.connection = 'close';
  return refusal;
}
