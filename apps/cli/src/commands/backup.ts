import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { BackupJob, BackupStep, Manifest } from '#backup';
import { type CommandContext, show, withClient } from '../command-context.js';
import type { ApiClient } from '../connection/api-client.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { steps } from '../console/steps.js';
import { backupText } from '../views/backup-text.js';

const POLL_MILLIS = 150;
const LABELS: Record<BackupStep, string> = {
  copy: 'copying the stores',
  verify: 'verifying the copy',
  hash: 'hashing the files',
};

export function backupCommand(program: Command, context: () => CommandContext): void {
  program
    .command('backup')
    .description('copy the embedded stores into a new folder, while a server runs on them or not, and verify the copy')
    .requiredOption('--to <folder>', "on the server's machine; nothing may be there yet")
    .action((options: { to: string }) => run(resolve(options.to), context()));
}

async function run(folder: string, context: CommandContext): Promise<void> {
  const manifest = await withClient(context, (client) => taken(client, folder, context));
  show(context, manifest, (told) => backupText(told, folder));
}

async function taken(client: ApiClient, folder: string, { terminal }: CommandContext): Promise<Manifest> {
  let job = await client.post<BackupJob>('/v1/backups', { json: { folder } });
  const bars = steps(terminal, LABELS);
  while (job.state === 'running') {
    bars.at(job.step, job.done, job.total);
    await pause(POLL_MILLIS);
    job = await client.get<BackupJob>(`/v1/backups/${job.id}`);
  }
  bars.finish();
  if (job.manifest === null) throw new CliFailure(`No backup was made: ${job.failure}`, EXIT.failed);
  return job.manifest;
}
