import { readdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type BackedUpFile,
  BODIES_FOLDER,
  EVENTS_FILE,
  LEFT_OUT,
  MANIFEST_NAME,
  type Manifest,
  OPS_FILE,
} from '../domain/index.js';
import { copyFile, hashFile, syncFile } from '../files.js';
import { factsOfLog } from '../log-facts.js';
import type { BackupStep, OnStep } from '../steps.js';
import type { Snapshot } from './snapshot.js';

export interface BackupPlaces {
  /** Bodies held by the snapshot. */
  holding: string;
  /** Folder beside the backup's, filled and then given its name: a backup is whole, or not there. */
  staging: string;
  folder: string;
  takenAt: string;
}

/** Copies a snapshot, verifies the copy, and only then gives it its manifest and its name. */
export async function fillBackup(
  snapshot: Snapshot,
  { holding, staging, folder, takenAt }: BackupPlaces,
  tell: OnStep<BackupStep>,
): Promise<Manifest> {
  const [events, ops] = [join(staging, EVENTS_FILE), join(staging, OPS_FILE)];
  await snapshot.copyTo(events, ops, (done, total) => tell('copy', done, total));
  const files: BackedUpFile[] = [];
  for (const body of await readdir(holding)) {
    const name = `${BODIES_FOLDER}/${body}`;
    files.push({ name, ...(await copyFile(join(holding, body), join(staging, name), () => undefined)) });
  }
  const { log, faults } = await factsOfLog(events, (done, total) => tell('verify', done, total));
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`${fault} See \`circulog verify\` for all that is wrong.`);
  files.push(...(await hashed({ [EVENTS_FILE]: events, [OPS_FILE]: ops }, tell)));
  const headPosition = log.events === 0 ? null : `${log.epoch}:${log.events}`;
  const manifest: Manifest = {
    format: 'circulog-backup',
    version: 1,
    takenAt,
    log: { ...log, headPosition },
    files,
    leftOut: LEFT_OUT,
  };
  await seal(manifest, { staging, folder });
  return manifest;
}

async function hashed(paths: Record<string, string>, tell: OnStep<BackupStep>): Promise<BackedUpFile[]> {
  const sizes = await Promise.all(Object.values(paths).map((path) => stat(path)));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const files: BackedUpFile[] = [];
  for (const [name, path] of Object.entries(paths)) {
    const found = await hashFile(path, (bytes) => {
      done += bytes;
      tell('hash', done, total);
    });
    files.push({ name, ...found });
  }
  return files;
}

async function seal(manifest: Manifest, { staging, folder }: Pick<BackupPlaces, 'staging' | 'folder'>): Promise<void> {
  const path = join(staging, MANIFEST_NAME);
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx' });
  for (const one of [path, join(staging, EVENTS_FILE), join(staging, OPS_FILE), staging]) await syncFile(one);
  await rename(staging, folder);
  await syncFile(dirname(folder));
}
