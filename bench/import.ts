import { Readable } from 'node:stream';
import type { Server } from './child.js';
import { call, type RunningCirculog } from './circulog.js';
import { reportsOf } from './reports.js';

interface Job {
  id: string;
  state: string;
  counts: Record<string, number>;
}

/** A partner of every role that the bench's reports need; answers its key. */
export async function benchPartner(circulog: Server): Promise<string> {
  const { key } = await call<{ key: string }>(circulog, '/v1/partners', {
    body: { id: 'bench', name: 'Bench', roles: ['refurbisher', 'diagnostics'], country: 'FR' },
  });
  return key;
}

/** Reports of `devices` devices from `first` on, in batches of whole devices. */
export async function reportInBatches(
  circulog: Server,
  key: string,
  of: { first: number; devices: number; eventsEach: number; devicesPerBatch: number },
): Promise<void> {
  const { first, devices, eventsEach, devicesPerBatch } = of;
  for (let from = first; from < first + devices; from += devicesPerBatch) {
    const batch = Array.from({ length: devicesPerBatch }, (_, index) => reportsOf(from + index, eventsEach));
    await call(circulog, '/v1/events/batch', { key, body: batch.flat() });
  }
}

/** Sends NDJSON as one bulk file and waits until its job has ended; answers seconds from the first byte to the end. */
export async function importAll(circulog: RunningCirculog, key: string, pieces: Iterable<string>): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${circulog.url}/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(Readable.from(pieces)) as ReadableStream,
    duplex: 'half',
  });
  if (response.status !== 202) throw new Error(`import: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as Job;
  for (;;) {
    const job = await call<Job>(circulog, `/v1/imports/${id}`, { key });
    if (job.state === 'completed') {
      if ((job.counts.refused ?? 0) > 0) throw new Error(`import refused ${job.counts.refused} lines`);
      return (performance.now() - started) / 1000;
    }
    if (job.state === 'failed' || job.state === 'cancelled') throw new Error(`import ${job.state}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Events that projections are behind, as the server's own metrics say. */
export async function lagOf(circulog: RunningCirculog): Promise<number> {
  const response = await fetch(`${circulog.url}/metrics`, { headers: { authorization: `Bearer ${circulog.key}` } });
  const text = await response.text();
  const lag = /^circulog_projection_lag_events(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1];
  if (lag === undefined) throw new Error('the server does not tell its lag');
  return Number(lag);
}

/** Seconds until projections have caught up. */
export async function caughtUp(circulog: RunningCirculog): Promise<number> {
  const started = performance.now();
  while ((await lagOf(circulog)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return (performance.now() - started) / 1000;
}
