import { Command, CommanderError } from 'commander';
import type { CommandContext, GlobalOptions } from './command-context.js';
import { backupCommand } from './commands/backup.js';
import { demoCommand } from './commands/demo.js';
import { factorsCommand } from './commands/factors.js';
import { importCommand } from './commands/import.js';
import { journeyCommand } from './commands/journey.js';
import { kafkaCommand } from './commands/kafka.js';
import { metricsCommand } from './commands/metrics.js';
import { migrateCommand } from './commands/migrate.js';
import { partnerCommand } from './commands/partner.js';
import { putOnMarketCommand } from './commands/put-on-market.js';
import { rebuildCommand } from './commands/rebuild.js';
import { restoreCommand } from './commands/restore.js';
import { statsCommand } from './commands/stats.js';
import { verifyCommand } from './commands/verify.js';
import { CliFailure } from './console/cli-failure.js';
import { EXIT, EXIT_CODES_TEXT, type ExitCode } from './console/exit-codes.js';
import type { Terminal } from './console/terminal.js';

const NAME = 'circulog';

/** Runs one command line and answers the code to exit with. Prints through the terminal only. */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  const program = build(terminal, environment);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return complain(error, terminal);
  }
}

function build(terminal: Terminal, environment: NodeJS.ProcessEnv): Command {
  const program = new Command(NAME)
    .description("The shared, provable record of every electronic device's journey.")
    .option('--url <address>', 'address of a running server (CIRCULOG_URL); without it the stores are opened here')
    .option('--key <key>', 'key to use there (CIRCULOG_ADMIN_KEY)')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXIT_CODES_TEXT)
    .showHelpAfterError(`(see ${NAME} --help)`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.line(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    });
  const context = (): CommandContext => ({ terminal, environment, options: program.opts<GlobalOptions>() });
  for (const add of COMMANDS) add(program, context);
  inherit(program);
  return program;
}

const COMMANDS = [
  demoCommand,
  importCommand,
  journeyCommand,
  metricsCommand,
  factorsCommand,
  putOnMarketCommand,
  rebuildCommand,
  partnerCommand,
  statsCommand,
  kafkaCommand,
  migrateCommand,
  backupCommand,
  restoreCommand,
  verifyCommand,
];

/** Commands that were added before do not take over how the program ends and prints. */
function inherit(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inherit(child);
  }
}

function complain(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { colors } = terminal;
  if (error instanceof CliFailure) {
    terminal.note(`${colors.red(`${NAME}:`)} ${error.message}`);
    if (error.hint !== undefined) terminal.note(error.hint);
    return error.exitCode;
  }
  if (isOfSystem(error)) {
    terminal.note(`${colors.red(`${NAME}:`)} ${error.message}`);
    terminal.note('Look at the files that the command names or CIRCULOG_DATA holds, and who may read and write them.');
    return EXIT.failed;
  }
  terminal.note(`${colors.red(`${NAME}:`)} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.failed;
}

/** A file that is not there, not allowed or damaged: no line of our code says more about it than its message. */
function isOfSystem(error: unknown): error is Error {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  return typeof code === 'string' && (syscall !== undefined || code.startsWith('SQLITE_'));
}
