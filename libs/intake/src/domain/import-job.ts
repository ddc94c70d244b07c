import type { Mapping } from './mapping.js';

export const IMPORT_STATES = ['received', 'running', 'completed', 'cancelled', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const IMPORT_OUTCOMES = ['accepted', 'accepted_with_anomaly', 'quarantined', 'refused', 'duplicate'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

export type ImportCounts = Record<ImportOutcome, number>;

export type ImportFormat = 'ndjson' | 'csv';

/** A bulk file on its way into the log. Plain data: it is stored as it is. */
export interface ImportJob {
  id: string;
  partnerId: string;
  /** Name of the folder that has the body: only whoever has it works on the job. */
  holder?: string;
  format: ImportFormat;
  /** What turns rows into reports, as it was declared when the file came. */
  mapping: Mapping | null;
  state: ImportState;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** Bytes of the spooled body, after decompression. */
  bytesTotal: number;
  bytesDone: number;
  linesDone: number;
  counts: ImportCounts;
  /** Log position of the last event that the job recorded. */
  position: string | null;
  /** Lines with reasons that are no longer kept one by one: there were more than the limit. */
  resultsOmitted: number;
  /** Why the job as a whole failed. */
  failure: string | null;
}

export const noCounts = (): ImportCounts => ({
  accepted: 0,
  accepted_with_anomaly: 0,
  quarantined: 0,
  refused: 0,
  duplicate: 0,
});

export const isFinished = ({ state }: ImportJob): boolean =>
  state === 'completed' || state === 'cancelled' || state === 'failed';

/** A finished batch moves the job on; counts, lines and bytes always move together. */
export function advance(
  job: ImportJob,
  batch: { counts: ImportCounts; lines: number; bytesDone: number; position: string | null; omitted: number },
): ImportJob {
  const counts = { ...job.counts };
  for (const outcome of IMPORT_OUTCOMES) counts[outcome] += batch.counts[outcome];
  return {
    ...job,
    counts,
    linesDone: job.linesDone + batch.lines,
    bytesDone: batch.bytesDone,
    position: batch.position ?? job.position,
    resultsOmitted: job.resultsOmitted + batch.omitted,
  };
}
