import type { Command } from 'commander';
import { type AbsoluteSet, type FactorSet, isAbsolute } from '#impact/domain';
import { type CommandContext, show, withClient } from '../command-context.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { table } from '../console/table.js';
import type { Terminal } from '../console/terminal.js';
import { textOfFile } from '../console/text-file.js';
import { type FactorImport, factorImport } from '../factors/factor-import.js';
import { type Comparison, comparisonText } from '../views/comparison-text.js';
import { importText } from '../views/factor-import-text.js';

interface Heading {
  edition: string;
  title: string;
  basis: string;
  functionalUnit: string;
  entries: number;
  sha256: string;
  default: boolean;
}

interface ImportOptions {
  name: string;
  edition: string;
  published: string;
  refurbishing?: string;
  dryRun?: boolean;
}

export function factorsCommand(program: Command, context: () => CommandContext): void {
  const factors = program.command('factors').description('factor sets of impact metrics');
  factors
    .command('list')
    .description('all of them, the default first')
    .action(() => list(context()));
  factors
    .command('import <file>')
    .description("take one of Boavizta's two files, or a factor set as JSON, into the log")
    .option('--name <name>', 'name of the set, of a CSV file', 'boavizta')
    .option('--edition <number>', 'number of the edition, of a CSV file', '1')
    .option('--published <date>', 'when its data were published, of a CSV file', 'not stated')
    .option('--refurbishing <set>', 'set whose years of use and impact of refurbishing are taken, of a CSV file')
    .option('--dry-run', 'read the file and say what is in it; nothing is sent')
    .action((file: string, options: ImportOptions) => take(file, options, context()));
  factors
    .command('compare <metric> <sets>')
    .description('the same lives with two to five sets, with commas, and why the values differ')
    .option('--by <dimensions>', 'partner, category, model, country ..., with commas')
    .option('--period <period>', 'month, quarter or year')
    .option('--from <period>', 'first period')
    .option('--to <period>', 'last period')
    .action((metric: string, sets: string, options: Record<string, string>) =>
      compare(metric, { ...options, factorSets: sets }, context()),
    );
  factors
    .command('default <set>')
    .description('answer with this set where none is named; values by name stay what they are')
    .action(async (set: string) => {
      const given = context();
      const chosen = await withClient(given, (client) =>
        client.post<Heading>(`/v1/factor-sets/${encodeURIComponent(set)}/default`, { json: {} }),
      );
      show(given, chosen, ({ edition }) => `${edition} answers where no set is named.`);
    });
}

async function list(context: CommandContext): Promise<void> {
  const { items } = await withClient(context, (client) => client.get<{ items: Heading[] }>('/v1/factor-sets'));
  show(context, items, (sets) => headings(context.terminal, sets));
}

const headings = (terminal: Terminal, sets: readonly Heading[]): string =>
  table(
    terminal,
    [
      { title: 'set' },
      { title: 'what it is' },
      { title: 'basis' },
      { title: 'entries', align: 'right' },
      { title: '' },
    ],
    sets.map((one) => [one.edition, one.title, one.basis, String(one.entries), one.default ? 'default' : '']),
  );

async function compare(metric: string, query: Record<string, string>, context: CommandContext): Promise<void> {
  const path = `/v1/metrics/${encodeURIComponent(metric)}/compare`;
  const compared = await withClient(context, (client) => client.get<Comparison>(path, query));
  show(context, compared, (told) => comparisonText(context.terminal, told));
}

async function take(file: string, options: ImportOptions, context: CommandContext): Promise<void> {
  const found = await reading(file, options, await refurbishingBy(options, context));
  if (options.dryRun === true) {
    show(context, { ...found, set: undefined }, () => importText(context.terminal, found));
  } else {
    const taken = await withClient(context, (client) => client.post<Heading>('/v1/factor-sets', { json: found.set }));
    const answer = { ...found, set: undefined, taken };
    show(context, answer, () => `${importText(context.terminal, found)}\n${taken.edition} is there: ${taken.sha256}`);
  }
  const lines = new Set(found.refused.map(({ line }) => line));
  if (lines.size > 0) throw new CliFailure(`${lines.size} rows were refused.`, EXIT.refusedLines);
}

async function refurbishingBy(
  { refurbishing }: ImportOptions,
  context: CommandContext,
): Promise<AbsoluteSet | undefined> {
  if (refurbishing === undefined) return undefined;
  const path = `/v1/factor-sets/${encodeURIComponent(refurbishing)}`;
  const { content } = await withClient(context, (client) => client.get<{ content: FactorSet }>(path));
  if (isAbsolute(content) && (content.intensities ?? []).length > 0) return content;
  throw new CliFailure(`${refurbishing} does not say what refurbishing takes.`, EXIT.usage);
}

async function reading(
  file: string,
  { name, edition, published }: ImportOptions,
  refurbishing: AbsoluteSet | undefined,
): Promise<FactorImport> {
  const text = await textOfFile(file);
  const number = Number(edition);
  if (!Number.isSafeInteger(number) || number < 1) throw new CliFailure(`${edition} is no edition number.`, EXIT.usage);
  try {
    return factorImport(text, { name, edition: number, published }, refurbishing);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NotBoavizta') throw error;
    throw new CliFailure(`${file} cannot be read as factors. ${error.message}`, EXIT.usage);
  }
}
