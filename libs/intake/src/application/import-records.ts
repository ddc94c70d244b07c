import type { JsonObject } from '#kernel';
import type { OpsStore } from '#ops-store';
import { type ImportJob, isFinished } from '../domain/import-job.js';
import type { LineResult } from '../domain/line-result.js';

const JOBS = 'imports';
/** Ids of jobs behind their partner's, so that a partner's list tells nothing of others' files, not even how many there are. */
const OF_PARTNER = 'imports-of-partner';
const RESULTS = 'import-results';
const CANCELS = 'import-cancels';
const PAGE = 500;

/** Jobs and the results of their lines, in the operational store. */
export class ImportRecords {
  constructor(private readonly store: OpsStore) {}

  async job(id: string): Promise<ImportJob | undefined> {
    const record = await this.store.get(JOBS, id);
    return record === undefined ? undefined : (record.document as unknown as ImportJob);
  }

  /** The job comes last: one that is there is worked on, so its sender has to find it. */
  async add(job: ImportJob): Promise<void> {
    await this.store.put(OF_PARTNER, ofPartner(job.partnerId, job.id), {});
    await this.save(job);
  }

  async save(job: ImportJob): Promise<void> {
    await this.store.put(JOBS, job.id, job as unknown as JsonObject);
  }

  async jobs(options: { after?: string; limit: number }): Promise<{ items: ImportJob[]; next?: string }> {
    const page = await this.store.list(JOBS, options);
    const items = page.items.map(({ document }) => document as unknown as ImportJob);
    return page.next === undefined ? { items } : { items, next: page.next };
  }

  /** Newest first, as `jobs`. */
  async jobsOf(
    partnerId: string,
    options: { after?: string; limit: number },
  ): Promise<{ items: ImportJob[]; next?: string }> {
    const prefix = ofPartner(partnerId, '');
    const page = await this.store.list(OF_PARTNER, { prefix, ...options });
    const jobs = await Promise.all(page.items.map(({ id }) => this.job(id.slice(prefix.length))));
    const items = jobs.flatMap((job) => job ?? []);
    return page.next === undefined ? { items } : { items, next: page.next };
  }

  /** A record of its own: the runner, which writes the job, can never overwrite it. */
  async requestCancel(id: string): Promise<void> {
    await this.store.put(CANCELS, id, {});
  }

  async cancelRequested(id: string): Promise<boolean> {
    return (await this.store.get(CANCELS, id)) !== undefined;
  }

  /** Oldest first, so that files are worked on in the order in which they came. */
  async unfinished(): Promise<ImportJob[]> {
    const found: ImportJob[] = [];
    let after: string | undefined;
    do {
      const page = await this.store.list(JOBS, {
        limit: PAGE,
        ascending: true,
        ...(after === undefined ? {} : { after }),
      });
      found.push(
        ...page.items.map(({ document }) => document as unknown as ImportJob).filter((job) => !isFinished(job)),
      );
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  async addResults(jobId: string, results: readonly LineResult[]): Promise<void> {
    if (results.length === 0) return;
    await this.store.putMany(
      RESULTS,
      results.map((result) => ({ id: resultId(jobId, result.line), document: result as unknown as JsonObject })),
    );
  }

  async results(
    jobId: string,
    options: { after?: string; limit: number },
  ): Promise<{ items: LineResult[]; next?: string }> {
    const page = await this.store.list(RESULTS, { prefix: `${jobId}/`, ascending: true, ...options });
    const items = page.items.map(({ document }) => document as unknown as LineResult);
    return page.next === undefined ? { items } : { items, next: page.next };
  }
}

const ofPartner = (partnerId: string, jobId: string): string => `${partnerId}/${jobId}`;

const resultId = (jobId: string, line: number): string => `${jobId}/${String(line).padStart(12, '0')}`;
