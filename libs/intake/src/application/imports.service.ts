import type { Readable } from 'node:stream';
import { Counts } from '#kernel';
import { type Caller, hasRole, type Partner } from '#partners/domain';
import { type ImportJob, isFinished, noCounts } from '../domain/import-job.js';
import type { LineResult } from '../domain/line-result.js';
import type { Mapping } from '../domain/mapping.js';
import type { BodyHolder } from './body-holder.js';
import type { ImportRecords } from './import-records.js';
import type { ImportRunner } from './import-runner.js';
import type { Spool } from './spool.js';

export interface NewImport {
  caller: Caller;
  body: Readable;
  compressed: boolean;
  mapping: Mapping | undefined;
  /** Bytes of the body as it is sent, where its sender says so. */
  declaredBytes?: number;
}

/** Files of one partner that wait for their turn here, or are on their way. */
const WAITING_MAX = 100;

export class TooManyWaiting extends Error {
  override readonly name = 'TooManyWaiting';
  constructor() {
    super(`${WAITING_MAX} of your files wait for their turn already.`);
  }
}

/** Bulk files as jobs: taken in whole, worked on one after the other, watched and cancelled by their sender. */
export class Imports {
  /** Bodies that are on their way in, by partner: no job waits for them yet, and each takes its place already. */
  private readonly arriving = new Counts<string>();

  constructor(
    private readonly uses: {
      records: ImportRecords;
      runner: ImportRunner;
      spool: Spool;
      holder: BodyHolder;
      nextId(): string;
      now(): number;
    },
  ) {}

  /** The body is durable and the job is known before this resolves. Throws `TooManyWaiting`, and what `Spool.receive` throws. */
  async receive(given: NewImport): Promise<ImportJob> {
    const { caller, compressed, declaredBytes } = given;
    if (!compressed && declaredBytes !== undefined) this.uses.spool.checkDeclared(declaredBytes);
    const { id } = caller.partner;
    if (this.uses.runner.waitingOf(id) + this.arriving.of(id) >= WAITING_MAX) throw new TooManyWaiting();
    this.arriving.oneMore(id);
    try {
      return await this.takeIn(given);
    } finally {
      this.arriving.oneLess(id);
    }
  }

  private async takeIn({ caller, body, compressed, mapping }: NewImport): Promise<ImportJob> {
    const { nextId, holder, runner, spool, records } = this.uses;
    const id = nextId();
    const bytesTotal = await spool.receive(id, body, compressed);
    const job: ImportJob = {
      id,
      partnerId: caller.partner.id,
      ...(holder.id === undefined ? {} : { holder: holder.id }),
      format: mapping === undefined ? 'ndjson' : 'csv',
      mapping: mapping ?? null,
      state: 'received',
      createdAt: new Date(this.uses.now()).toISOString(),
      startedAt: null,
      finishedAt: null,
      bytesTotal,
      bytesDone: 0,
      linesDone: 0,
      counts: noCounts(),
      position: null,
      resultsOmitted: 0,
      failure: null,
    };
    try {
      await records.add(job);
    } catch (error) {
      await spool.drop(id).catch(() => undefined);
      throw error;
    }
    runner.enqueue(job);
    return job;
  }

  /** Another partner's job reads as not found; operators and auditors see all. */
  async find(caller: Caller, id: string): Promise<ImportJob | undefined> {
    const job = await this.uses.records.job(id);
    return job !== undefined && maySee(caller, job) ? this.uses.holder.seen(job) : undefined;
  }

  list(
    { partner }: Caller,
    options: { after?: string; limit: number },
  ): Promise<{ items: ImportJob[]; next?: string }> {
    const { records } = this.uses;
    return seesAll(partner) ? records.jobs(options) : records.jobsOf(partner.id, options);
  }

  results(job: ImportJob, options: { after?: string; limit: number }): Promise<{ items: LineResult[]; next?: string }> {
    return this.uses.records.results(job.id, options);
  }

  /** Takes effect at the next batch; what is recorded stays. A job that has ended stays as it ended. */
  async cancel(job: ImportJob): Promise<ImportJob> {
    if (!isFinished(job)) await this.uses.records.requestCancel(job.id);
    return (await this.uses.records.job(job.id)) ?? job;
  }
}

const seesAll = (partner: Partner): boolean => hasRole(partner, 'operator', 'auditor');

const maySee = ({ partner }: Caller, job: ImportJob): boolean => partner.id === job.partnerId || seesAll(partner);
