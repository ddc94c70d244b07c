import type { ImportJob } from '../domain/import-job.js';

/** Says which jobs' bodies are in this process's folder, so that a job is worked on where its body is. */
export interface BodyHolder {
  /** Name of the folder, for the jobs whose bodies it takes; `undefined` where there is only one. */
  readonly id: string | undefined;
  open(): Promise<void>;
  close(): void;
  holds(job: ImportJob): boolean;
  /** The job as anybody may see it. */
  seen(job: ImportJob): Promise<ImportJob>;
}

/**
 * The folder beside embedded stores has the bodies of all jobs that those know, also after both were restored from a
 * backup or moved to another machine.
 */
export const SOLE_HOLDER: BodyHolder = {
  id: undefined,
  open: async () => undefined,
  close: () => undefined,
  holds: () => true,
  seen: async (job) => job,
};
