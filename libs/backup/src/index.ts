export type { BackupJob } from './application/backups.js';
export { BackupModule } from './backup.module.js';
export type { Manifest } from './domain/index.js';
export { type RestoreOrder, type RestoreOutcome, restoreBackup } from './restoring/restore-backup.js';
export type { BackupStep, OnStep, RestoreStep } from './steps.js';
export { BackupRefused, type StoresToBackUp, takeBackup } from './taking/take-backup.js';
