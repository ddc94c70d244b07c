import type { Outcome } from '../domain/report.js';
import { BATCH_MAX, type Recorder } from './recorder.js';
import type { Submission } from './submission.js';

interface Waiting {
  submission: Submission;
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

/**
 * Gathers the single reports that arrive in one turn of the event loop into one call of the recorder: they share its
 * reads and its durable commit.
 */
export class MicroBatch {
  private waiting: Waiting[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly recorder: Pick<Recorder, 'record'>) {}

  record(submission: Submission): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ submission, resolve, reject });
      if (this.waiting.length === 1) setImmediate(() => this.flush());
      else if (this.waiting.length >= BATCH_MAX) this.flush();
    });
  }

  /** Resolves when everything taken so far is answered. */
  async settled(): Promise<void> {
    this.flush();
    await Promise.all(this.underWay);
  }

  private flush(): void {
    const batch = this.waiting;
    if (batch.length === 0) return;
    this.waiting = [];
    const work = this.work(batch).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async work(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.recorder.record(batch.map(({ submission }) => submission));
      for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as Outcome);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
