import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RestoreOutcome, RestoreStep } from '#backup';
import { type CommandContext, show } from '../command-context.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { steps } from '../console/steps.js';

interface RestoreOptions {
  from: string;
  data?: string;
  replaceData?: boolean;
}

const LABELS: Record<RestoreStep, string> = { copy: 'copying the backup', verify: 'verifying every chain' };

export function restoreCommand(program: Command, context: () => CommandContext): void {
  program
    .command('restore')
    .description('make a data folder from a backup, once all of it is verified; no server may run on the folder')
    .requiredOption('--from <folder>', 'folder of the backup; it is only read')
    .option('--data <folder>', 'data folder to make; CIRCULOG_DATA otherwise')
    .option('--replace-data', 'put a data folder that is there aside, under another name')
    .action((options: RestoreOptions) => run(options, context()));
}

async function run({ from, data, replaceData = false }: RestoreOptions, context: CommandContext): Promise<void> {
  const target = resolve(data ?? context.environment.CIRCULOG_DATA ?? './data');
  const { restoreBackup } = await import('#backup');
  const bars = steps(context.terminal, LABELS);
  const outcome = await restoreBackup({
    from: resolve(from),
    data: target,
    replace: replaceData,
    now: Date.now(),
    tell: (step, done, total) => bars.at(step, done, total),
  });
  bars.finish();
  if (outcome.status !== 'restored') throw failureOf(outcome, target);
  show(context, outcome, (told) => restoredText(told, target));
}

type Restored = Extract<RestoreOutcome, { status: 'restored' }>;

const restoredText = ({ manifest, putAside }: Restored, target: string): string =>
  [
    `${target} holds ${manifest.log.events.toLocaleString('en')} events as of ${manifest.takenAt}; all are verified.`,
    ...(putAside === undefined ? [] : [`What was there before is in ${putAside}.`]),
    '',
    'Next:',
    `  1. Start the server with CIRCULOG_DATA=${target}; what is read is built anew from the log by itself.`,
    '  2. Positions and cursors given out before are answered 410: readers and feeds begin anew.',
    '  3. Partners send again what they reported after the backup: references make that harmless.',
  ].join('\n');

function failureOf(outcome: Exclude<RestoreOutcome, Restored>, target: string): CliFailure {
  switch (outcome.status) {
    case 'no-backup':
      return new CliFailure(`That folder is no backup: ${outcome.reason}`, EXIT.notFound);
    case 'target-not-empty':
      return new CliFailure(
        `${target} is not empty.`,
        EXIT.usage,
        'Name another folder, or put that one aside with --replace-data.',
      );
    case 'in-use':
      return new CliFailure(`${target} is in use by another process.`, EXIT.unreachable, 'Stop the server first.');
    case 'damaged':
      return new CliFailure(
        ['The backup is damaged; nothing was restored:', ...outcome.complaints].join('\n  '),
        EXIT.differs,
        'Take another backup.',
      );
  }
}
