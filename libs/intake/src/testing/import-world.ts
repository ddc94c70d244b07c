import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Outcome, Report } from '#lifecycle/domain';
import { type OpsStore, openOpsStore } from '#ops-store';
import type { Caller, Partner } from '#partners/domain';
import { ImportHolder } from '../application/import-holder.js';
import { importLines } from '../application/import-lines.js';
import { ImportRecords } from '../application/import-records.js';
import { ImportRunner, type ImportRunnerDependencies } from '../application/import-runner.js';
import { Imports } from '../application/imports.service.js';
import { Spool } from '../application/spool.js';
import { type ImportJob, isFinished } from '../domain/import-job.js';

const partner: Partner = {
  id: 'acme',
  name: 'Acme',
  roles: ['refurbisher'],
  country: 'FR',
  sites: [],
  suspended: false,
  actsFor: [],
};

export const callerOf = (id = partner.id): Caller => ({ partner: { ...partner, id }, keyId: 'k' });

export const refused: Outcome & { outcome: 'refused' } = {
  outcome: 'refused',
  status: 422,
  title: 'Refused',
  errors: [{ pointer: '/type', rule: 'unknown-type', detail: 'no such type' }],
};

export const body = (lines: object[]) =>
  Readable.from([Buffer.from(lines.map((one) => `${JSON.stringify(one)}\n`).join(''))]);

export const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ type: 'Fine', reference: `r${index}` }));

type Submitted = Parameters<ImportRunnerDependencies['record']>[0];

/** Imports over a real operational store and spool, and over a log of references. */
export class ImportWorld {
  /** The first report with a reference is recorded, every further one is a repeat. */
  readonly log = new Map<string, { eventId: string; correlationId: string }>();
  #ids = 0;

  private constructor(
    readonly folder: string,
    readonly store: OpsStore,
    readonly records: ImportRecords,
    readonly spool: Spool,
    private readonly holder: ImportHolder,
  ) {}

  static async open(): Promise<ImportWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'imports-'));
    const store = await openOpsStore(`sqlite:${join(folder, 'ops.db')}`);
    const holding = { ops: store, file: join(folder, 'spool-holder'), now: () => 1_000, onTrouble: () => undefined };
    const holder = new ImportHolder(holding);
    await holder.open();
    return new ImportWorld(
      folder,
      store,
      new ImportRecords(store),
      new Spool(join(folder, 'spool'), { importBytes: 10_000_000, bodyStallSeconds: 60 }),
      holder,
    );
  }

  async close(): Promise<void> {
    this.holder.close();
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  answers = (submissions: Submitted): Outcome[] =>
    submissions.map((one) => this.#answer(one.report, one.correlationId, one.fallbackReference));

  runner(overrides: Partial<ImportRunnerDependencies> = {}): ImportRunner {
    return new ImportRunner({
      records: this.records,
      record: async (submissions) => this.answers(submissions),
      partners: { find: () => partner, all: () => [partner] },
      lines: (job) => importLines(this.spool.read(job.id), job.mapping ?? undefined),
      holds: (job) => this.holder.holds(job),
      dropBody: (id) => this.spool.drop(id),
      waitForRoom: () => Promise.resolve(),
      correlationOf: async (eventId) => [...this.log.values()].find((one) => one.eventId === eventId)?.correlationId,
      occurrencesPath: (id) => join(this.folder, `${id}.seen`),
      now: () => 1_000_000,
      report: () => undefined,
      onTrouble: () => undefined,
      onFailure: () => undefined,
      ...overrides,
    });
  }

  imports(runner: ImportRunner): Imports {
    const { records, spool, holder } = this;
    return new Imports({ records, runner, spool, holder, nextId: () => `job-${this.#ids++}`, now: () => 1_000 });
  }

  receive(runner: ImportRunner, lines: object[]): Promise<ImportJob> {
    const given = { caller: callerOf(), body: body(lines), compressed: false, mapping: undefined };
    return this.imports(runner).receive(given);
  }

  async ended(id: string): Promise<ImportJob> {
    for (;;) {
      const job = await this.records.job(id);
      if (job !== undefined && isFinished(job)) return job;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #answer(report: Report, correlationId: string, fallback: string | undefined): Outcome {
    if (report.type === 'Wrong') return refused;
    const reference = report.reference ?? fallback ?? '';
    const known = this.log.get(reference);
    const told = { deviceId: 'd', deviceCreated: false, revision: 0, anomalies: [] };
    const outcome = report.type === 'Odd' ? 'quarantined' : 'accepted';
    if (known !== undefined)
      return { outcome: 'repeat', status: 200, answer: { ...told, eventId: known.eventId, outcome } };
    const eventId = `event-${this.log.size}`;
    this.log.set(reference, { eventId, correlationId });
    return { outcome: 'recorded', status: 201, answer: { ...told, eventId, outcome }, position: `e:${this.log.size}` };
  }
}
