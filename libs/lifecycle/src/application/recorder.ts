import type { EventStore } from '#event-store';
import type { Outcome } from '../domain/report.js';
import { Preparation, type PreparationParts } from './preparation.js';
import { type Item, Recording } from './recording.js';
import type { RefusalLog } from './refusal-log.js';
import type { Submission } from './submission.js';

/** Reports that one call of `record` takes at most. */
export const BATCH_MAX = 1_000;

export interface RecorderParts extends PreparationParts {
  store: EventStore;
  refusals: Pick<RefusalLog, 'keep'>;
  /** Told of every outcome: measurements, never decisions. */
  observe?: (submission: Submission, outcome: Outcome) => void;
}

/** The one way in which facts get into the log, whatever the channel (CONTRACTS R1 to R6, I1 to I7). */
export class Recorder {
  private readonly preparation: Preparation;

  constructor(private readonly parts: RecorderParts) {
    this.preparation = new Preparation(parts);
  }

  /**
   * One outcome per submission, in order. Items are independent: each is recorded whole or not at all, and sees the
   * ones before it. Resolves when what is told to be recorded is durable. Never throws for what a partner sent.
   */
  async record(submissions: readonly Submission[]): Promise<Outcome[]> {
    if (submissions.length > BATCH_MAX) return this.recordLarge(submissions);
    const outcomes: Outcome[] = new Array(submissions.length);
    const items: Item[] = [];
    for (const [index, submission] of submissions.entries()) {
      const prepared = this.preparation.prepare(submission);
      if ('outcome' in prepared) outcomes[index] = prepared;
      else items.push({ index, prepared });
    }
    if (items.length > 0) await new Recording(this.parts.store, this.parts.ids, outcomes).run(items);
    this.tell(submissions, outcomes);
    return outcomes;
  }

  /** What tells one report from another: reference and digest (CONTRACTS R3). `undefined` where it would be refused. */
  contentOf(submission: Submission): string | undefined {
    const prepared = this.preparation.prepare(submission);
    return 'outcome' in prepared ? undefined : `${prepared.digest} ${prepared.reference}`;
  }

  private async recordLarge(submissions: readonly Submission[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let at = 0; at < submissions.length; at += BATCH_MAX) {
      outcomes.push(...(await this.record(submissions.slice(at, at + BATCH_MAX))));
    }
    return outcomes;
  }

  private tell(submissions: readonly Submission[], outcomes: readonly Outcome[]): void {
    const { refusals, observe } = this.parts;
    for (const [index, outcome] of outcomes.entries()) {
      const submission = submissions[index];
      if (submission === undefined) continue;
      observe?.(submission, outcome);
      if (outcome.outcome === 'refused') refusals.keep(submission, outcome);
    }
  }
}
