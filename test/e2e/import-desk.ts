import type { Desk, Told } from './desk.js';
import { until } from './until.js';

export interface Job {
  id: string;
  state: string;
  format: string;
  linesDone: number;
  bytesDone: number;
  bytesTotal: number;
  counts: Record<string, number>;
  failure: string | null;
}

export interface LineTold {
  line: number;
  outcome: string;
  status: number;
  reference: string | null;
  eventId: string | null;
  anomalies: { rule: string }[];
  errors: { pointer: string; rule: string; detail: string; hint?: string }[];
}

export const NDJSON = 'application/x-ndjson';
export const CSV = 'text/csv';

/** Sends a file as it stands. */
export const sendFile = (
  desk: Desk,
  body: string | Uint8Array,
  { type = NDJSON, mapping, headers = {} }: { type?: string; mapping?: string; headers?: Record<string, string> } = {},
): Promise<Told> => {
  const query = mapping === undefined ? '' : `?mapping=${mapping}`;
  return desk.post(`/v1/imports${query}`, body, { 'content-type': type, ...headers });
};

const ENDS = ['completed', 'cancelled', 'failed'];

export async function jobOf(desk: Desk, id: string): Promise<Job> {
  return (await desk.get(`/v1/imports/${id}`)).body as unknown as Job;
}

export const ended = (desk: Desk, id: string): Promise<Job> =>
  until(
    () => jobOf(desk, id),
    ({ state }) => ENDS.includes(state),
  );

/** Sends a file, and waits for what became of it. */
export async function imported(
  desk: Desk,
  ...file: Parameters<typeof sendFile> extends [Desk, ...infer Rest] ? Rest : never
) {
  const told = await sendFile(desk, ...file);
  if (told.status !== 202) throw new Error(`The file was answered ${told.status}: ${JSON.stringify(told.body)}`);
  const job = await ended(desk, String(told.body.id));
  return { job, results: await resultsOf(desk, job.id) };
}

export async function resultsOf(desk: Desk, id: string): Promise<LineTold[]> {
  const told = await desk.get(`/v1/imports/${id}/results?limit=1000`);
  return told.body.items as unknown as LineTold[];
}

export const counts = (given: Partial<Record<string, number>>) => ({
  accepted: 0,
  accepted_with_anomaly: 0,
  quarantined: 0,
  refused: 0,
  duplicate: 0,
  ...given,
});
