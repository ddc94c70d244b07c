import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Outcome, Submission } from '#lifecycle';

/** Lines that are recorded at a time while partners report one by one: what such a report may have to wait for. */
const SLICE = 50;

/**
 * Hands the lines of a file over in their order: whole batches while nobody else reports, small slices with a turn for
 * everybody else between them while somebody does.
 */
export class PacedRecording {
  private handedOver: Promise<void> = Promise.resolve();

  constructor(
    private readonly recordAll: (submissions: Submission[]) => Promise<Outcome[]>,
    /** Somebody reports one by one just now. */
    private readonly isShared: () => boolean,
  ) {}

  record(submissions: Submission[]): Promise<Outcome[]> {
    const before = this.handedOver;
    return new Promise((resolve, reject) => {
      this.handedOver = new Promise((handedOver) => {
        this.inSlices(submissions, before, handedOver).then(resolve, reject).finally(handedOver);
      });
    });
  }

  /** The next batch may follow as soon as the last slice of this one has been handed over, before it is durable. */
  private async inSlices(submissions: Submission[], before: Promise<void>, last: () => void): Promise<Outcome[]> {
    await before;
    const outcomes: Outcome[] = [];
    for (let at = 0; at < submissions.length; ) {
      const end = this.isShared() ? Math.min(at + SLICE, submissions.length) : submissions.length;
      const recording = this.recordAll(submissions.slice(at, end));
      if (end === submissions.length) last();
      outcomes.push(...(await recording));
      at = end;
      if (at < submissions.length) await nextTurn();
    }
    return outcomes;
  }
}
