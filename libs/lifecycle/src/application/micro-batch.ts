import { ServerAway } from '#kernel';
import type { Outcome } from '../domain/report.js';
import { BATCH_MAX, type Recorder } from './recorder.js';
import type { Submission } from './submission.js';

interface Waiting {
  submission: Submission;
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

/** One call that the log makes durable, and one that is decided meanwhile; what arrives then waits for the next. */
const UNDER_WAY_MAX = 2;
/**
 * Fewer than these wait for the call that is under way: its answers bring the next reports, and one call for both costs
 * less than two. The embedded log makes one thing durable at a time, so that nobody waits longer for it; a server is
 * waited for a second time, and does as many in that time.
 */
const ENOUGH_FOR_SECOND = 100;

/**
 * Gathers the single reports that arrive in one turn of the event loop, or while earlier ones are recorded, into one
 * call of the recorder: they share its reads and its durable commit. The busier it is, the more they share.
 */
export class MicroBatch {
  private readonly waiting: Waiting[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private usedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly recorder: Pick<Recorder, 'record'>) {}

  record(submission: Submission): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ submission, resolve, reject });
      if (this.waiting.length === 1 || this.waiting.length === ENOUGH_FOR_SECOND) setImmediate(() => this.flush());
    });
  }

  /** Somebody reported one by one in so many milliseconds. */
  wasUsedWithin(millis: number): boolean {
    return this.waiting.length > 0 || performance.now() - this.usedAt < millis;
  }

  /** Resolves when everything taken so far is answered. */
  async settled(): Promise<void> {
    this.flush();
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private flush(): void {
    if (this.waiting.length === 0 || !this.hasTurn()) return;
    this.usedAt = performance.now();
    const work = this.work(this.waiting.splice(0, BATCH_MAX)).finally(() => {
      this.underWay.delete(work);
      this.flush();
    });
    this.underWay.add(work);
  }

  private hasTurn(): boolean {
    return this.underWay.size === 0 || (this.underWay.size < UNDER_WAY_MAX && this.waiting.length >= ENOUGH_FOR_SECOND);
  }

  private async work(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.recorder.record(batch.map(({ submission }) => submission));
      for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as Outcome);
    } catch (error) {
      if (batch.length > 1 && !(error instanceof ServerAway)) await this.oneByOne(batch);
      else for (const { reject } of batch) reject(error);
    }
  }

  /** What nobody foresaw of one report is no answer to another's: each is recorded once more, by itself. */
  private async oneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) await this.work([waiting]);
  }
}
