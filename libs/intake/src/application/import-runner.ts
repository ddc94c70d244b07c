import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Micros } from '#kernel';
import type { Outcome, Submission } from '#lifecycle';
import type { Caller, PartnerDirectory } from '#partners/domain';
import { advance, type ImportJob, noCounts } from '../domain/import-job.js';
import { type LineResult, lineResult, outcomeOf, unreadable } from '../domain/line-result.js';
import type { SourceLine } from '../domain/source-line.js';
import { FairQueue } from './fair-queue.js';
import { firstTold } from './first-told.js';
import { ImportFailed } from './import-failed.js';
import type { ImportRecords } from './import-records.js';
import { type Numbered, numberedBatches } from './numbered-batches.js';
import { Occurrences } from './occurrences.js';
import { growingPauses, isNotTaken, throughTrouble } from './passing-trouble.js';

/** One that the log makes durable, and one that is made ready meanwhile. */
const BATCHES_IN_FLIGHT = 2;
/** Lines with reasons kept for one job; beyond it only their number is. */
export const RESULTS_MAX = 1_000_000;

export interface ImportRunnerDependencies {
  records: ImportRecords;
  record(submissions: Submission[]): Promise<Outcome[]>;
  partners: PartnerDirectory;
  /** Lines of the job's spooled body from its beginning. */
  lines(job: ImportJob): AsyncIterable<SourceLine>;
  dropBody(jobId: string): Promise<void>;
  /** Whether this process has the job's body. */
  holds(job: ImportJob): boolean;
  /** Resolves when projections are near enough to take more. */
  waitForRoom(signal: AbortSignal): Promise<void>;
  /** Correlation of a recorded event: it names the job and the line that recorded it. */
  correlationOf(eventId: string): Promise<string | undefined>;
  occurrencesPath(jobId: string): string;
  now(): Micros;
  /** Called when a job ends or fails, for the log. */
  report(job: ImportJob): void;
  /** Told of each attempt that a store or the log did not take: it is tried again. */
  onTrouble(error: unknown): void;
  /** Told of what nobody foresaw, which its sender is not. */
  onFailure(error: unknown, job: ImportJob): void;
}

const UNFORESEEN =
  'Something unforeseen happened. What is counted here is recorded: send the file again, and that is told as duplicate.';

/** Works on one job after the other, batch by batch; each finished batch is a point from which it can go on. */
export class ImportRunner {
  private readonly waiting = new FairQueue<ImportJob>();
  private readonly stopping = new AbortController();
  private work: Promise<void> = Promise.resolve();
  private working = false;

  constructor(private readonly uses: ImportRunnerDependencies) {}

  /** Takes up what was left unfinished here. */
  async start(): Promise<void> {
    for (const job of await this.uses.records.unfinished()) if (this.uses.holds(job)) this.enqueue(job);
  }

  enqueue(job: ImportJob): void {
    this.waiting.add(job);
    if (!this.working) {
      this.working = true;
      this.work = this.drain().finally(() => {
        this.working = false;
      });
    }
  }

  /** Jobs of a partner that have not begun. */
  waitingOf(partnerId: string): number {
    return this.waiting.countOf(partnerId);
  }

  /** Resolves when the batch under way is recorded; unfinished jobs go on at the next start. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.work;
  }

  private async drain(): Promise<void> {
    for (let next = this.waiting.take(); next !== undefined; next = this.waiting.take()) {
      if (this.stopping.signal.aborted) return;
      await this.run(next);
    }
  }

  /** Never throws: what is wrong with one job keeps no other from its turn. */
  private async run(queued: ImportJob): Promise<void> {
    try {
      const ended = await this.throughTrouble(() => this.goOn(queued));
      if (ended !== undefined) await this.throughTrouble(() => this.finish(ended));
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      const [cause, failure] = error instanceof ImportFailed ? [error.cause, error.message] : [error, UNFORESEEN];
      if (cause !== undefined) this.uses.onFailure(cause, queued);
      await this.throughTrouble(async () =>
        this.finish({ ...(await this.lastOf(queued)), state: 'failed', failure }),
      ).catch((again: unknown) => this.uses.onFailure(again, queued));
    }
  }

  private throughTrouble<Result>(attempt: () => Promise<Result>): Promise<Result> {
    return throughTrouble(attempt, { signal: this.stopping.signal, onTrouble: this.uses.onTrouble });
  }

  private async lastOf(job: ImportJob): Promise<ImportJob> {
    return (await this.uses.records.job(job.id)) ?? job;
  }

  /** From its last checkpoint, be it after a crash or after trouble. `undefined`: stopped, to go on later. */
  private async goOn(queued: ImportJob): Promise<ImportJob | undefined> {
    const last = await this.lastOf(queued);
    if (!queuedBefore(last) && (await this.isCancelled(last))) return { ...last, state: 'cancelled' };
    const job: ImportJob = { ...last, state: 'running', startedAt: last.startedAt ?? this.timestamp() };
    await this.uses.records.save(job);
    return this.process(job, queuedBefore(last));
  }

  /**
   * While the log makes one batch durable, the next is read, checked and sent; results are counted in the order of the
   * file. `undefined`: stopped in the middle, to go on later.
   */
  private async process(started: ImportJob, resumed: boolean): Promise<ImportJob | undefined> {
    const occurrences = new Occurrences(this.uses.occurrencesPath(started.id));
    let job = started;
    let unsure = resumed ? BATCHES_IN_FLIGHT : 0;
    let sent: SentBatch | undefined;
    try {
      for await (const batch of numberedBatches(this.uses.lines(started), started.linesDone, occurrences)) {
        const mayRepeat = unsure-- > 0;
        // What was on its way before is counted first: it may be recorded.
        if (!mayRepeat && (await this.isCancelled(job))) break;
        const next = await this.send(job, batch, mayRepeat);
        const previous = sent;
        sent = next;
        if (previous !== undefined) job = await this.settle(job, previous);
        if (this.stopping.signal.aborted) {
          await this.settle(job, sent);
          return undefined;
        }
        // Of lines that are all refused nothing is waited for, and others would have no turn until the file is done.
        await nextTurn();
      }
      if (sent !== undefined) job = await this.settle(job, sent);
      if (await this.isCancelled(job)) return { ...job, state: 'cancelled' };
      return { ...job, state: 'completed', bytesDone: job.bytesTotal };
    } finally {
      await sent?.outcomes.catch(() => undefined);
      occurrences.close();
    }
  }

  private async send(job: ImportJob, batch: readonly Numbered[], mayRepeat: boolean): Promise<SentBatch> {
    await this.uses.waitForRoom(this.stopping.signal);
    const caller = this.callerOf(job);
    const readable = batch.filter((entry) => 'report' in entry.source);
    const outcomes = this.recorded(
      job,
      readable.map((entry) => this.submission(job, entry, caller)),
    );
    outcomes.catch(() => undefined);
    return { batch, outcomes, mayRepeat };
  }

  /** What the log did not take just now is sent again until it does: that says nothing about the lines. */
  private async recorded(job: ImportJob, submissions: Submission[]): Promise<Recorded> {
    const { signal } = this.stopping;
    const outcomes = await this.uses.record(submissions);
    let left = notTaken(outcomes);
    const isResent = left.length > 0;
    for (const wait = growingPauses(signal); left.length > 0; left = notTaken(outcomes)) {
      this.uses.onTrouble(new Error('The log does not take lines of a file just now.'));
      await wait();
      signal.throwIfAborted();
      if (await this.isCancelled(job)) break;
      const again = await this.uses.record(left.map((at) => submissions[at] as Submission));
      for (const [index, at] of left.entries()) outcomes[at] = again[index] as Outcome;
    }
    return { outcomes, isResent };
  }

  private async settle(job: ImportJob, { batch, outcomes, mayRepeat }: SentBatch): Promise<ImportJob> {
    const { outcomes: answers, isResent } = await outcomes;
    const counts = noCounts();
    const results: LineResult[] = [];
    let position: string | null = null;
    let told = 0;
    for (const { source } of batch) {
      if ('failures' in source) {
        counts.refused += 1;
        results.push(unreadable(source.line, source.failures));
        continue;
      }
      const answered = answers[told++] as Outcome;
      const outcome =
        mayRepeat || isResent
          ? await firstTold(answered, correlation(job.id, source.line), this.uses.correlationOf)
          : answered;
      if (outcome.outcome === 'recorded') position = outcome.position || position;
      counts[outcomeOf(outcome)] += 1;
      if (outcomeOf(outcome) !== 'accepted') results.push(lineResult(source.line, source.report.reference, outcome));
    }
    return this.checkpoint(job, batch, { counts, results, position });
  }

  private async checkpoint(
    job: ImportJob,
    batch: readonly Numbered[],
    done: { counts: ReturnType<typeof noCounts>; results: LineResult[]; position: string | null },
  ): Promise<ImportJob> {
    const kept = job.counts.refused + job.counts.duplicate + job.counts.quarantined + job.counts.accepted_with_anomaly;
    const room = Math.max(0, RESULTS_MAX - kept);
    await this.uses.records.addResults(job.id, done.results.slice(0, room));
    const moved = advance(job, {
      counts: done.counts,
      lines: batch.length,
      bytesDone: batch.at(-1)?.source.bytesDone ?? job.bytesDone,
      position: done.position,
      omitted: Math.max(0, done.results.length - room),
    });
    await this.uses.records.save(moved);
    return moved;
  }

  private submission(job: ImportJob, entry: Numbered, caller: Caller): Submission {
    if (!('report' in entry.source)) throw new Error('an unreadable line is no submission');
    return {
      report: entry.source.report,
      caller,
      channel: 'file',
      correlationId: correlation(job.id, entry.source.line),
      ...(entry.fallbackReference === undefined ? {} : { fallbackReference: entry.fallbackReference }),
      ...(entry.source.inferredZone === true ? { zoneInferred: true as const } : {}),
      receivedAt: this.uses.now(),
    };
  }

  private isCancelled({ id }: ImportJob): Promise<boolean> {
    return this.uses.records.cancelRequested(id);
  }

  private callerOf(job: ImportJob): Caller {
    const partner = this.uses.partners.find(job.partnerId);
    if (partner === undefined) throw new ImportFailed(`The partner ${job.partnerId} is not known any more.`);
    return { partner, keyId: 'import' };
  }

  private async finish(job: ImportJob): Promise<void> {
    const ended = { ...job, finishedAt: this.timestamp() };
    await this.uses.records.save(ended);
    await this.uses.dropBody(job.id);
    this.uses.report(ended);
  }

  private timestamp(): string {
    return new Date(this.uses.now() / 1000).toISOString();
  }
}

/** Events of a job name it and the line that they came from. */
export const correlation = (jobId: string, line: number): string => `import-${jobId}#${line}`;

interface Recorded {
  outcomes: Outcome[];
  /** Some were sent more than once: what they repeat may be themselves. */
  isResent: boolean;
}

/** Places of those that the log did not take. */
const notTaken = (outcomes: readonly Outcome[]): number[] =>
  outcomes.flatMap((outcome, at) => (isNotTaken(outcome) ? [at] : []));

interface SentBatch {
  batch: readonly Numbered[];
  outcomes: Promise<Recorded>;
  /** It may hold lines that were recorded before a crash, but not yet counted. */
  mayRepeat: boolean;
}

/** Only the batches that were in flight before a restart can hold lines that were recorded but not yet counted. */
const queuedBefore = (job: ImportJob): boolean => job.startedAt !== null;
