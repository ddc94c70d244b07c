import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import { type ImportedFile, importFile } from '../connection/import-file.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { progress } from '../console/progress.js';
import { lineReasons } from '../views/line-results.js';
import { countsText } from './counts-text.js';

interface ImportOptions {
  mapping?: string;
  format?: 'ndjson' | 'csv';
}

const SHOWN_LINES_MAX = 20;

export function importCommand(program: Command, context: () => CommandContext): void {
  program
    .command('import <file>')
    .description('send a partner file (NDJSON or CSV, also gzipped) and wait until it is taken in')
    .option('--mapping <name>', 'mapping that says how the rows of a CSV read')
    .option('--format <format>', 'ndjson or csv; by the file name otherwise')
    .action((file: string, options: ImportOptions) => run(file, options, context()));
}

async function run(file: string, options: ImportOptions, context: CommandContext): Promise<void> {
  const sent = await fileOf(file, options);
  const report = await withClient(context, async (client) => {
    const bar = progress(context.terminal, basename(file), 100);
    const done = await importFile(client, sent, (share, remark) => bar.at(share * 100, remark));
    bar.finish(countsText(done));
    return done;
  });
  show(context, report, ({ results }) =>
    results
      .slice(0, SHOWN_LINES_MAX)
      .map((result) => lineReasons(context.terminal, result))
      .join('\n'),
  );
  if (report.job.state !== 'completed') {
    throw new CliFailure(report.job.failure ?? `The import ended as ${report.job.state}.`, EXIT.failed);
  }
  if (report.job.counts.refused > 0) {
    throw new CliFailure(`${report.job.counts.refused} lines were refused.`, EXIT.refusedLines);
  }
}

async function fileOf(file: string, { mapping, format }: ImportOptions): Promise<ImportedFile> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw new CliFailure(`There is no file ${file}.`, EXIT.notFound);
  const compressed = file.endsWith('.gz');
  const plain = compressed ? file.slice(0, -'.gz'.length) : file;
  return {
    open: () => createReadStream(file),
    format: format ?? (plain.endsWith('.csv') ? 'csv' : 'ndjson'),
    compressed,
    ...(mapping === undefined ? {} : { mapping }),
  };
}
