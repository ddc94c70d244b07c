import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { table } from '../console/table.js';
import { textOfFile } from '../console/text-file.js';

interface Heading {
  edition: string;
  title: string;
  source: string;
  entries: number;
  sha256: string;
}

const PATH = '/v1/put-on-market';

export function putOnMarketCommand(program: Command, context: () => CommandContext): void {
  const editions = program.command('put-on-market').description('masses put on national markets');
  editions
    .command('list')
    .description('all editions, in the order in which they were taken')
    .action(() => list(context()));
  editions
    .command('import <file>')
    .description('take an edition as JSON, which the server judges, into the log')
    .action((file: string) => take(file, context()));
}

async function list(context: CommandContext): Promise<void> {
  const { items } = await withClient(context, (client) => client.get<{ items: Heading[] }>(PATH));
  const columns = [
    { title: 'edition' },
    { title: 'what it is' },
    { title: 'source' },
    { title: 'masses', align: 'right' as const },
  ];
  show(context, items, (all) =>
    table(
      context.terminal,
      columns,
      all.map(({ edition, title, source, entries }) => [edition, title, source, String(entries)]),
    ),
  );
}

async function take(file: string, context: CommandContext): Promise<void> {
  const json = await reading(file);
  const taken = await withClient(context, (client) => client.post<Heading>(PATH, { json }));
  show(context, taken, ({ edition, entries, sha256 }) => `${edition} is there with ${entries} masses: ${sha256}`);
}

async function reading(file: string): Promise<object> {
  const text = await textOfFile(file);
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new CliFailure(`${file} is no JSON.`, EXIT.usage);
  }
}
