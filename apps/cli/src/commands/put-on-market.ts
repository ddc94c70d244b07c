import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { table } from '../console/table.js';
import { textOfFile } from '../console/text-file.js';

interface Taken {
  edition: string;
  title: string;
  source: string;
  entries: number;
  sha256: string;
}

/** Options, as the server's query has them. */
type Heading = Partial<Record<'name' | 'edition' | 'title' | 'source' | 'published' | 'licence', string>> & {
  note?: string[];
};

const PATH = '/v1/put-on-market';

export function putOnMarketCommand(program: Command, context: () => CommandContext): void {
  const editions = program.command('put-on-market').description('masses put on national markets');
  editions
    .command('list')
    .description('all editions, in the order in which they were taken')
    .action(() => list(context()));
  editions
    .command('import <file>')
    .description('take an edition, as JSON or CSV, which the server judges, into the log')
    .option('--name <name>', 'name of the edition, of a CSV file')
    .option('--edition <number>', 'its number, of a CSV file')
    .option('--title <text>', 'what it is, of a CSV file')
    .option('--source <text>', 'who published it, of a CSV file')
    .option('--published <date>', 'when, of a CSV file')
    .option('--licence <text>', 'of a CSV file')
    .option('--note <text...>', 'what else is to be known of it, of a CSV file')
    .action((file: string, heading: Heading) => take(file, heading, context()));
}

async function list(context: CommandContext): Promise<void> {
  const { items } = await withClient(context, (client) => client.get<{ items: Taken[] }>(PATH));
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

async function take(file: string, heading: Heading, context: CommandContext): Promise<void> {
  const text = await textOfFile(file);
  const sent = text.trimStart().startsWith('{')
    ? { json: jsonOf(file, text) }
    : { body: text, contentType: 'text/csv' };
  const taken = await withClient(context, (client) => client.post<Taken>(PATH, { ...sent, query: heading }));
  show(context, taken, ({ edition, entries, sha256 }) => `${edition} is there with ${entries} masses: ${sha256}`);
}

function jsonOf(file: string, text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new CliFailure(`${file} begins like JSON, and is none.`, EXIT.usage);
  }
}
