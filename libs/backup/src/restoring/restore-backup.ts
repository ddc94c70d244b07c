import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openLogExport, renewEpoch, StoreInUse } from '#event-store';
import { EVENTS_FILE, MANIFEST_NAME, type Manifest, readManifest } from '../domain/index.js';
import { beginDraft, copyFile, isVacant, syncFile } from '../files.js';
import { factsOfLog } from '../log-facts.js';
import type { OnStep, RestoreStep } from '../steps.js';

export type RestoreOutcome =
  | {
      status: 'restored';
      manifest: Manifest;
      /** Of the restored log: positions and cursors of the one that was backed up are not its own. */
      epoch: string;
      /** Where what was there before is kept. */
      putAside?: string;
    }
  | { status: 'no-backup'; reason: string }
  | { status: 'target-not-empty' }
  /** A process has the log of the data folder that was to be put aside. */
  | { status: 'in-use' }
  /** Something in the backup is not what its manifest says; nothing was put in place. */
  | { status: 'damaged'; complaints: string[] };

export interface RestoreOrder {
  /** Folder of the backup: only read. */
  from: string;
  /** Data folder to make. */
  data: string;
  /** What is in the data folder is put aside, not removed. */
  replace?: boolean;
  now: number;
  tell: OnStep<RestoreStep>;
}

const COMPLAINTS_MAX = 20;

/**
 * Puts a backup back as a data folder. Everything is copied beside it, compared with the manifest, and every chain
 * followed; only then does the copy get its name. Until then there is nothing that could be started.
 */
export async function restoreBackup(order: RestoreOrder): Promise<RestoreOutcome> {
  const read = await manifestIn(order.from);
  if ('complaint' in read) return { status: 'no-backup', reason: read.complaint };
  const { manifest } = read;
  const vacant = await isVacant(order.data);
  if (!vacant && order.replace !== true) return { status: 'target-not-empty' };
  if (!vacant && (await isInUse(join(order.data, EVENTS_FILE)))) return { status: 'in-use' };
  const staging = await beginDraft(order.data, 'restoring');
  try {
    const complaints = await fill(staging, manifest, order);
    if (complaints.length > 0) return { status: 'damaged', complaints: complaints.slice(0, COMPLAINTS_MAX) };
    const epoch = renewEpoch(join(staging, EVENTS_FILE));
    await rm(join(staging, `${EVENTS_FILE}.lock`), { force: true });
    await syncFile(join(staging, EVENTS_FILE));
    await syncFile(staging);
    const putAside = vacant
      ? undefined
      : `${order.data}.before-${new Date(order.now).toISOString().replaceAll(':', '-')}`;
    if (putAside !== undefined) await rename(order.data, putAside);
    await rename(staging, order.data);
    await syncFile(dirname(order.data));
    return { status: 'restored', manifest, epoch, ...(putAside !== undefined && { putAside }) };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function manifestIn(folder: string): Promise<{ manifest: Manifest } | { complaint: string }> {
  try {
    return readManifest(await readFile(join(folder, MANIFEST_NAME), 'utf8'));
  } catch (error) {
    return { complaint: error instanceof Error ? error.message : String(error) };
  }
}

async function isInUse(log: string): Promise<boolean> {
  try {
    await (await openLogExport(`sqlite:${log}`)).close();
    return false;
  } catch (error) {
    return error instanceof StoreInUse;
  }
}

/** Copies and verifies; answers what is wrong. */
async function fill(staging: string, { files, log }: Manifest, { from, tell }: RestoreOrder): Promise<string[]> {
  const complaints: string[] = [];
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { name, ...expected } of files) {
    try {
      const copied = await copyFile(join(from, name), join(staging, name), (bytes) => {
        done += bytes;
        tell('copy', done, total);
      });
      if (copied.bytes !== expected.bytes || copied.sha256 !== expected.sha256) {
        complaints.push(`${name} is not the file that was backed up: ${copied.bytes} bytes, SHA-256 ${copied.sha256}.`);
      }
    } catch (error) {
      complaints.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (complaints.length > 0) return complaints;
  const found = await factsOfLog(join(staging, EVENTS_FILE), (events, of) => tell('verify', events, of));
  complaints.push(...found.faults);
  for (const [fact, value] of Object.entries(found.log)) {
    const stated = log[fact as keyof typeof found.log];
    if (value !== stated) complaints.push(`The log's ${fact} is ${value}; the manifest says ${stated}.`);
  }
  return complaints;
}
