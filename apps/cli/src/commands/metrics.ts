import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import { table } from '../console/table.js';
import type { Terminal } from '../console/terminal.js';
import { type MetricRow, metricTable } from '../views/metric-rows.js';

export interface MetricDefinition {
  name: string;
  title: string;
  unit: string;
  dimensions?: string[];
}

interface MetricsOptions {
  by?: string;
  period?: string;
  from?: string;
  to?: string;
  factorSet?: string;
  displacement?: string;
}

export function metricsCommand(program: Command, context: () => CommandContext): void {
  program
    .command('metrics [name]')
    .description('the metrics, or the values of one')
    .option('--by <dimensions>', 'partner, category, model, country ..., with commas')
    .option('--period <period>', 'month, quarter or year')
    .option('--from <period>', 'first period')
    .option('--to <period>', 'last period')
    .option('--factor-set <name>', 'factor set of an impact metric')
    .option('--displacement <share>', 'of avoided impact: share of lives assumed to replace a new device, 0 to 1')
    .action((name: string | undefined, options: MetricsOptions) =>
      name === undefined ? listed(context()) : valued(name, options, context()),
    );
}

async function listed(context: CommandContext): Promise<void> {
  const { items } = await withClient(context, (client) => client.get<{ items: MetricDefinition[] }>('/v1/metrics'));
  show(context, items, (definitions) => definitionTable(context.terminal, definitions));
}

const definitionTable = (terminal: Terminal, definitions: readonly MetricDefinition[]): string =>
  table(
    terminal,
    [{ title: 'name' }, { title: 'what it is' }, { title: 'unit' }, { title: 'by' }],
    definitions.map(({ name, title, unit, dimensions = [] }) => [name, title, unit, dimensions.join(', ')]),
  );

async function valued(name: string, options: MetricsOptions, context: CommandContext): Promise<void> {
  const { rows } = await withClient(context, (client) =>
    client.get<{ rows: MetricRow[] }>(`/v1/metrics/${encodeURIComponent(name)}`, { ...options }),
  );
  show(context, rows, (found) => metricTable(context.terminal, found));
}
