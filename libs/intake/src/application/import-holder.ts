import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { takeOwnership } from '#event-store';
import type { OpsStore } from '#ops-store';
import { type ImportJob, isFinished } from '../domain/import-job.js';
import type { BodyHolder } from './body-holder.js';

const HOLDERS = 'import-holders';
/** How often a holder says that it is there, and after which silence its jobs say so. */
const BEAT_MILLIS = 5_000;
const SILENT_MILLIS = 30_000;

export interface ImportHolderOptions {
  ops: OpsStore;
  /** Beside the spooled bodies: whoever has this file has them. */
  file: string;
  /** UTC milliseconds. */
  now(): number;
  /** Told once when it cannot say that it is there, until it can. */
  onTrouble(error: unknown): void;
  beatMillis?: number;
}

/**
 * The folder that holds spooled bodies, known by a name of its own, so that of several processes only the one that has
 * a body works on its job: that process, or the next one on the same folder.
 */
export class ImportHolder implements BodyHolder {
  private name = '';
  private release: (() => void) | undefined;
  private beating: NodeJS.Timeout | undefined;
  private silenced = false;

  constructor(private readonly options: ImportHolderOptions) {}

  get id(): string {
    return this.name;
  }

  /** Throws `StoreInUse` while another process has the folder. */
  async open(): Promise<void> {
    const { file, beatMillis = BEAT_MILLIS } = this.options;
    await mkdir(dirname(file), { recursive: true });
    this.release = takeOwnership(file);
    try {
      await this.begin(file);
    } catch (error) {
      this.close();
      throw error;
    }
    this.beating = setInterval(() => void this.beatOn(), beatMillis).unref();
  }

  private async begin(file: string): Promise<void> {
    this.name = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (this.name === '') {
      this.name = randomUUID();
      await writeFile(file, this.name, { flush: true });
    }
    await this.beat();
  }

  close(): void {
    clearInterval(this.beating);
    this.release?.();
    this.release = undefined;
  }

  /** Jobs from before there were holders are whose folder finds them. */
  holds(job: ImportJob): boolean {
    return job.holder === undefined || job.holder === this.name;
  }

  /** The job as anybody may see it: one whose holder is silent says that it waits for it. */
  async seen(job: ImportJob): Promise<ImportJob> {
    if (isFinished(job) || job.holder === undefined || job.holder === this.name) return job;
    const record = await this.options.ops.get(HOLDERS, job.holder);
    const seenAt = Number(record?.document.seenAt ?? 0);
    if (this.options.now() - seenAt <= SILENT_MILLIS) return job;
    const since = new Date(seenAt).toISOString();
    return { ...job, failure: `The process that has the file is silent since ${since}; it goes on when it is back.` };
  }

  private async beatOn(): Promise<void> {
    try {
      await this.beat();
      this.silenced = false;
    } catch (error) {
      if (!this.silenced) this.options.onTrouble(error);
      this.silenced = true;
    }
  }

  private async beat(): Promise<void> {
    await this.options.ops.put(HOLDERS, this.name, { seenAt: this.options.now() });
  }
}
