import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { LogAnchor, LogReport, VerifyStep } from '#verification';
import { type CommandContext, show } from '../command-context.js';
import { logToRead } from '../connection/open-log.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { steps } from '../console/steps.js';
import { faultLines, verifiedText } from '../views/log-report.js';

const LABELS: Record<VerifyStep, string> = {
  store: 'looking where events are found',
  chains: 'computing every hash',
  claims: 'comparing claims with the streams',
};

export function verifyCommand(program: Command, context: () => CommandContext): void {
  program
    .command('verify')
    .description('compute every hash of a log, follow every chain, and compare claims with the streams')
    .option('--store <url>', 'log to verify; CIRCULOG_EVENT_STORE or the one in CIRCULOG_DATA otherwise')
    .option(
      '--anchor <file>',
      'what the log was before: an answer of GET /v1/log/anchor, or an earlier `--json verify`',
    )
    .action((options: VerifyOptions) => run(options, context()));
}

interface VerifyOptions {
  store?: string;
  anchor?: string;
}

async function run({ store, anchor: file }: VerifyOptions, context: CommandContext): Promise<void> {
  const { environment, terminal } = context;
  const anchor = file === undefined ? undefined : await anchorIn(file);
  const configured = environment.CIRCULOG_EVENT_STORE ?? `sqlite:${environment.CIRCULOG_DATA ?? './data'}/events.db`;
  const log = await logToRead(store ?? configured);
  let report: LogReport;
  try {
    const { verifyLog } = await import('#verification');
    const bars = steps(terminal, LABELS);
    report = await verifyLog(log, (step, done, total) => bars.at(step, done, total), anchor);
    bars.finish();
  } finally {
    await log.close();
  }
  show(context, report, verifiedText);
  const faults = faultLines(report);
  if (faults.length > 0)
    throw new CliFailure(['The log is not what it should be:', ...faults].join('\n  '), EXIT.differs);
}

async function anchorIn(file: string): Promise<LogAnchor> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CliFailure(`There is no anchor to read: ${error.message}`, EXIT.notFound);
  });
  const { readAnchor } = await import('#verification');
  const read = readAnchor(text);
  if ('complaint' in read) throw new CliFailure(`${file} holds no anchor: ${read.complaint}`, EXIT.usage);
  return read.anchor;
}
