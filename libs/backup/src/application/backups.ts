import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CLOCK, type Clock, CONFIGURATION, type Configuration, IDS, type Ids, LOGGER, type Logger } from '#platform';
import { BODIES_FOLDER, type Manifest } from '../domain/index.js';
import type { BackupStep } from '../steps.js';
import { BackupRefused, type StoresToBackUp, takeBackup } from '../taking/take-backup.js';

/** Backups that are remembered until the process ends. */
const REMEMBERED_MAX = 20;

export interface BackupJob {
  id: string;
  folder: string;
  state: 'running' | 'completed' | 'failed';
  step: BackupStep;
  /** Of the step: pages, events or bytes. */
  done: number;
  total: number;
  manifest: Manifest | null;
  failure: string | null;
}

/** The stores are on servers: those have backups of their own. */
export class NotEmbedded extends Error {
  override readonly name = 'NotEmbedded';
}

export class BackupUnderWay extends Error {
  override readonly name = 'BackupUnderWay';
}

/** Backups of this process's stores, one at a time. */
@Injectable()
export class Backups implements OnApplicationShutdown {
  private readonly jobs = new Map<string, BackupJob>();
  private readonly aborter = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  find(id: string): BackupJob | undefined {
    return this.jobs.get(id);
  }

  /** Begins one. Throws `NotEmbedded`, `BackupUnderWay`; a folder that will not do rejects with `BackupRefused`. */
  async begin(folder: string): Promise<BackupJob> {
    const stores = embedded(this.configuration);
    if (this.running !== undefined) throw new BackupUnderWay('Another backup is under way.');
    const job: BackupJob = {
      id: this.ids.next(),
      folder,
      state: 'running',
      step: 'copy',
      done: 0,
      total: 0,
      manifest: null,
      failure: null,
    };
    const refused = await this.accepted(stores, job);
    if (refused !== undefined) throw refused;
    this.remember(job);
    return job;
  }

  /** Resolves once the backup is under way, or to why it cannot be. */
  private accepted(stores: StoresToBackUp, job: BackupJob): Promise<BackupRefused | undefined> {
    return new Promise((resolve) => {
      const tell = (step: BackupStep, done: number, total: number) => {
        Object.assign(job, { step, done, total });
        resolve(undefined);
      };
      const run = { folder: job.folder, now: this.clock.now(), tell, signal: this.aborter.signal };
      this.running = takeBackup(stores, run)
        .then(
          (manifest) => this.end(job, { state: 'completed', manifest }),
          (error: Error) => {
            if (error instanceof BackupRefused) resolve(error);
            else this.end(job, { state: 'failed', failure: error.message });
          },
        )
        .finally(() => {
          this.running = undefined;
          resolve(undefined);
        });
    });
  }

  private end(job: BackupJob, change: Partial<BackupJob>): void {
    Object.assign(job, change);
    const { folder, state, failure } = job;
    const told = { backup: job.id, folder, state, failure, events: job.manifest?.log.events };
    if (state === 'failed') this.logger.error(told, 'a backup failed');
    else this.logger.info(told, 'a backup was taken');
  }

  private remember(job: BackupJob): void {
    this.jobs.set(job.id, job);
    for (const id of [...this.jobs.keys()].slice(0, -REMEMBERED_MAX)) this.jobs.delete(id);
  }

  /** A backup under way is given up: nothing of it stays. */
  async onApplicationShutdown(): Promise<void> {
    this.aborter.abort();
    await this.running;
  }
}

function embedded({ stores, dataFolder }: Configuration): StoresToBackUp {
  const [events, ops] = [stores.events, stores.ops].map((url) => /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]);
  if (events === undefined || ops === undefined) {
    throw new NotEmbedded('The event store or the operational store is on a server of its own.');
  }
  return { events, ops, dataFolder, bodies: `${dataFolder}/${BODIES_FOLDER}` };
}
