import { randomBytes, randomUUID } from 'node:crypto';
import type { Place } from './place.js';
import { OWN_PREFIX, textOf } from './stored-event.js';
import type { StreamServer } from './stream-server.js';

const EPOCH_STREAM = `${OWN_PREFIX}log`;

/** The log's own token (CONTRACTS R7), and where it begins: nothing of the log lies before. */
export interface LogStart {
  epoch: string;
  place: Place;
}

/** Made by whoever opens the log first, and the same for everybody since. */
export async function startOf(server: StreamServer): Promise<LogStart> {
  return (await readStart(server)) ?? (await makeStart(server));
}

async function makeStart(server: StreamServer): Promise<LogStart> {
  const data = Buffer.from(JSON.stringify({ epoch: randomBytes(6).toString('hex') }));
  await server.write(EPOCH_STREAM, -1, [{ id: randomUUID(), type: 'LogOpened', data, metadata: {} }]);
  const start = await readStart(server);
  if (start === undefined) throw new Error('The log was opened, but cannot be read.');
  return start;
}

async function readStart(server: StreamServer): Promise<LogStart | undefined> {
  const [record] = await server.read(EPOCH_STREAM, 0, 1);
  if (record === undefined) return undefined;
  const { epoch } = JSON.parse(textOf(record)) as { epoch: string };
  return { epoch, place: record.place };
}
