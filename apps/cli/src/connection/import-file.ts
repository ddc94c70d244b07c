import type { ReadStream } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { ImportCounts, ImportState, LineResult } from '#intake/domain';
import type { ApiClient } from './api-client.js';

export interface ImportedFile {
  open(): ReadStream;
  format: 'ndjson' | 'csv';
  compressed: boolean;
  mapping?: string;
}

export interface JobAnswer {
  id: string;
  state: ImportState;
  bytesTotal: number;
  bytesDone: number;
  linesDone: number;
  counts: ImportCounts;
  position: string | null;
  failure: string | null;
}

export interface ImportReport {
  job: JobAnswer;
  /** Lines that were not plainly accepted, the first thousand. */
  results: LineResult[];
}

const CONTENT_TYPES = { ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;
const POLL_MILLIS = 150;
const RESULTS_MAX = 1_000;

/** Sends a file as an import job and waits for its end; `onProgress` hears the share that is done. */
export async function importFile(
  client: ApiClient,
  file: ImportedFile,
  onProgress: (share: number, remark: string) => void,
): Promise<ImportReport> {
  const started = await client.post<JobAnswer>('/v1/imports', {
    body: file.open(),
    contentType: CONTENT_TYPES[file.format],
    query: { mapping: file.mapping },
    headers: file.compressed ? { 'content-encoding': 'gzip' } : {},
  });
  let job = started;
  while (job.state === 'received' || job.state === 'running') {
    await pause(POLL_MILLIS);
    job = await client.get<JobAnswer>(`/v1/imports/${started.id}`);
    const share = job.bytesTotal > 0 ? job.bytesDone / job.bytesTotal : 0;
    onProgress(share, `${job.linesDone.toLocaleString('en')} lines`);
  }
  const { items } = await client.get<{ items: LineResult[] }>(`/v1/imports/${job.id}/results`, { limit: RESULTS_MAX });
  return { job, results: items };
}
