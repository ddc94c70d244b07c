import { setImmediate as nextTurn } from 'node:timers/promises';

/** Between two turns of the event loop, whoever reads on and on. */
const TURN_MILLIS = 10;

/** Reads are answered within the turn, so that a long row of them would leave nobody else any: now and then it ends. */
export class FairTurns {
  #endedAt = performance.now();

  async whenDue(): Promise<void> {
    if (performance.now() - this.#endedAt < TURN_MILLIS) return;
    await nextTurn();
    this.#endedAt = performance.now();
  }
}
