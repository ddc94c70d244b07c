import { setTimeout } from 'node:timers/promises';

export interface Pace {
  perSecond: number;
  seconds: number;
}

/**
 * Begins a step whenever one is due, whether or not those before it have ended, so that what is slow is not spared the
 * load that it would have met; answers how many once all have ended. `signal` ends it early.
 */
export async function paced(
  { perSecond, seconds }: Pace,
  step: (index: number) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<number> {
  const begun: Promise<unknown>[] = [];
  const started = performance.now();
  const count = Math.round(perSecond * seconds);
  let failed = false;
  const fail = () => {
    failed = true;
  };
  while (begun.length < count && !failed && signal?.aborted !== true) {
    const due = Math.min(count, 1 + Math.floor(((performance.now() - started) / 1_000) * perSecond));
    while (begun.length < due) {
      const one = step(begun.length);
      one.catch(fail);
      begun.push(one);
    }
    await setTimeout(1);
  }
  await Promise.all(begun);
  return begun.length;
}
