import type { Manifest } from '../domain/index.js';
import type { BackupStep } from '../steps.js';
import type { BackupPlaces } from './fill-backup.js';
import type { SnapshotPlaces } from './snapshot.js';

export interface BackupOrder {
  places: SnapshotPlaces & BackupPlaces;
  /** One cell: 0 while the snapshot is awaited, then `TAKEN` or `FAILED`. */
  taken: SharedArrayBuffer;
}

export const TAKEN = 1;
export const FAILED = 2;

export type FromBackup =
  | { kind: 'ready' }
  | { kind: 'step'; step: BackupStep; done: number; total: number }
  | { kind: 'done'; manifest: Manifest }
  | { kind: 'failed'; message: string };
