import { randomUUID } from 'node:crypto';
import { OWN_PREFIX } from './stored-event.js';
import type { StreamServer } from './stream-server.js';

const STREAM = `${OWN_PREFIX}copy`;
const BEGUN = 'CopyBegun';
const FINISHED = 'CopyFinished';

/** From now on nothing opens the log but what moves another one into it. */
export const markUnfinished = (server: StreamServer): Promise<void> => mark(server, BEGUN);

export async function unmarkUnfinished(server: StreamServer): Promise<void> {
  if (await isUnfinished(server)) await mark(server, FINISHED);
}

/** Throws for a copy of another log that has not been finished: it holds some of its events only. */
export async function assertFinished(server: StreamServer): Promise<void> {
  if (!(await isUnfinished(server))) return;
  throw new Error('This log is an unfinished copy of another log: run the same `circulog migrate` again.');
}

const isUnfinished = async (server: StreamServer): Promise<boolean> => (await server.last(STREAM))?.type === BEGUN;

async function mark(server: StreamServer, type: string): Promise<void> {
  const last = await server.last(STREAM);
  if (last?.type === type) return;
  const record = { id: randomUUID(), type, data: Buffer.from('{}'), metadata: {} };
  const written = await server.write(STREAM, last?.revision ?? -1, [record]);
  if (written.status !== 'written') throw new Error('Another process is moving a log into this one.');
}
