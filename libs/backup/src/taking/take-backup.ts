import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { builtEntry } from '#event-store';
import type { Manifest } from '../domain/index.js';
import { beginDraft, isVacant } from '../files.js';
import type { BackupStep, OnStep } from '../steps.js';
import { type BackupOrder, type FromBackup, TAKEN } from './messages.js';

/** How long the process may stand still for the moment of the snapshot; usually it is a millisecond. */
const STANDSTILL_MILLIS_MAX = 2_000;
const HOLDING_PREFIX = 'backup-under-way-';

/** The backup cannot be: said to whoever asked for it. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  constructor(
    readonly rule: 'folder-not-absolute' | 'folder-not-empty',
    message: string,
  ) {
    super(message);
  }
}

export interface StoresToBackUp {
  events: string;
  ops: string;
  bodies: string;
  /** Where bodies are held, on the same disk as `bodies`. */
  dataFolder: string;
}

export interface BackupRun {
  folder: string;
  now: number;
  tell: OnStep<BackupStep>;
  signal?: AbortSignal;
}

/**
 * Backs the embedded stores up into a new folder while this process goes on writing them. To be called by the one thread
 * that writes the operational store: it stands still for the moment in which the snapshot of both stores is taken.
 */
export async function takeBackup(
  { dataFolder, ...stores }: StoresToBackUp,
  { folder, now, tell, signal }: BackupRun,
): Promise<Manifest> {
  if (!isAbsolute(folder)) throw new BackupRefused('folder-not-absolute', `${folder} is not an absolute path.`);
  if (!(await isVacant(folder))) throw new BackupRefused('folder-not-empty', `${folder} is not empty.`);
  await removeLeftovers(dataFolder);
  const staging = await beginDraft(folder, 'partial');
  const holding = join(dataFolder, `${HOLDING_PREFIX}${basename(staging)}`);
  const taken = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const places = { ...stores, holding, staging, folder, takenAt: new Date(now).toISOString() };
  const worker = new Worker(builtEntry('./backup-thread.js', import.meta.url), {
    workerData: { places, taken } satisfies BackupOrder,
  });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await served(worker, new Int32Array(taken), tell);
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
    await rm(staging, { recursive: true, force: true });
    await rm(holding, { recursive: true, force: true });
  }
}

function served(worker: Worker, taken: Int32Array, tell: OnStep<BackupStep>): Promise<Manifest> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromBackup) => {
      if (message.kind === 'ready') standStill(worker, taken, reject);
      else if (message.kind === 'step') tell(message.step, message.done, message.total);
      else if (message.kind === 'done') resolve(message.manifest);
      else reject(new Error(message.message));
    });
    worker.once('error', reject);
    void once(worker, 'exit').then(() => reject(new Error('The backup was stopped.')));
  });
}

/** Nothing else runs in this thread until both stores' snapshots are taken. */
function standStill(worker: Worker, taken: Int32Array, reject: (error: Error) => void): void {
  worker.postMessage('take');
  const waited = Atomics.wait(taken, 0, 0, STANDSTILL_MILLIS_MAX);
  if (waited === 'timed-out' && Atomics.load(taken, 0) !== TAKEN) {
    reject(new Error(`The stores gave no snapshot within ${STANDSTILL_MILLIS_MAX} ms.`));
  }
}

/** Bodies that a killed backup has left: links, whose files go with them. */
async function removeLeftovers(dataFolder: string): Promise<void> {
  for (const name of await readdir(dataFolder)) {
    if (name.startsWith(HOLDING_PREFIX)) await rm(join(dataFolder, name), { recursive: true, force: true });
  }
}
