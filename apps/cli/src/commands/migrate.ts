import type { Command } from 'commander';
import type { LogExport, LogImport, MoveOutcome, MoveStep } from '#event-store';
import { type CommandContext, show } from '../command-context.js';
import { logToRead, logToWrite } from '../connection/open-log.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { steps } from '../console/steps.js';
import { storeFaultLines } from '../views/log-report.js';
import { differenceLines, movedText } from '../views/moved-log.js';

interface MigrateOptions {
  from: string;
  to: string;
}

const LABELS: Record<MoveStep, string> = {
  source: 'looking through the source',
  compare: 'comparing what is there already',
  copy: 'copying events',
  reservations: 'copying references and identifiers',
  verify: 'verifying both logs',
};

export function migrateCommand(program: Command, context: () => CommandContext): void {
  program
    .command('migrate')
    .description('copy the event log into another store, byte for byte; run it again after an interruption')
    .requiredOption('--from <url>', 'log to read, such as sqlite:./data/events.db; no server may run on it')
    .requiredOption('--to <url>', 'log to make, such as esdb://...')
    .action((options: MigrateOptions) => run(options, context()));
}

async function run({ from, to }: MigrateOptions, context: CommandContext): Promise<void> {
  if (from === to) throw new CliFailure('Both logs are the same one.', EXIT.usage);
  const source = await logToRead(from);
  try {
    const target = await logToWrite(to);
    try {
      await move({ source, target, to }, context);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

interface Move {
  source: LogExport;
  target: LogImport;
  to: string;
}

async function move({ source, target, to }: Move, context: CommandContext): Promise<void> {
  const { moveLog } = await import('#event-store');
  const bars = steps(context.terminal, LABELS);
  const outcome = await moveLog(source, target, (step, done, total) => bars.at(step, done, total));
  bars.finish();
  if (outcome.status !== 'moved') throw failureOf(outcome);
  show(context, { ...outcome, from: source.epoch, to: target.epoch }, (told) => movedText(told, to));
}

function failureOf(outcome: Exclude<MoveOutcome, { status: 'moved' }>): CliFailure {
  switch (outcome.status) {
    case 'other-log':
      return new CliFailure(
        `The target holds events of another log, from its event ${outcome.at.toLocaleString('en')} on. Nothing was written.`,
        EXIT.differs,
        'Name a target that is empty, or that an interrupted run of the same migration has left.',
      );
    case 'misplaced-source':
      return new CliFailure(
        [
          'The source is read otherwise than its events say; nothing was written:',
          ...storeFaultLines(outcome.faults),
        ].join('\n  '),
        EXIT.differs,
        'See `circulog verify` for all that is wrong with it; restore it from a backup.',
      );
    case 'broken-source':
      return new CliFailure(
        `Event ${outcome.at.toLocaleString('en')} of the source was not copied: ${outcome.reason}.`,
        EXIT.differs,
        'See `circulog verify` for all that is wrong with it; restore it from a backup.',
      );
    case 'source-changed':
      return new CliFailure(
        `The source grew from ${outcome.before.events} to ${outcome.after.events} events while it was copied.`,
        EXIT.differs,
        'Stop whatever writes it, and run the same command again: it goes on where it was.',
      );
    case 'differs':
      return new CliFailure(
        ['The copy is not what the source is, and stays unfinished:', ...differenceLines(outcome.differences)].join(
          '\n  ',
        ),
        EXIT.differs,
        'Give the target up, and migrate into an empty one.',
      );
  }
}
