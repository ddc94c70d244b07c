import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import { type ProjectionAnswer, projectionsOf } from '../connection/projections.js';
import type { Terminal } from '../console/terminal.js';
import type { MetricRow } from '../views/metric-rows.js';
import { projectionTable } from '../views/projection-rows.js';

interface Stats {
  server: string;
  ready: boolean;
  partners: number;
  devices: number;
  projections: ProjectionAnswer[];
}

export function statsCommand(program: Command, context: () => CommandContext): void {
  program
    .command('stats')
    .description('how much there is, and how far the projections are')
    .action(async () => {
      const given = context();
      const stats = await withClient(given, async (client): Promise<Stats> => {
        const [ready, partners, known, projections] = await Promise.all([
          client.get<{ status: string }>('/health/ready'),
          client.get<{ items: unknown[] }>('/v1/partners'),
          client.get<{ rows: MetricRow[] }>('/v1/metrics/devicesKnown', { period: 'year' }),
          projectionsOf(client),
        ]);
        return {
          server: client.url,
          ready: ready.status === 'ready',
          partners: partners.items.length,
          devices: known.rows.reduce((sum, { value }) => sum + Number(value ?? 0), 0),
          projections,
        };
      });
      show(given, stats, (told) => text(given.terminal, told));
    });
}

const text = (terminal: Terminal, { server, ready, partners, devices, projections }: Stats): string =>
  [
    `${server} is ${ready ? 'ready' : 'not ready'}`,
    `${partners.toLocaleString('en')} partners, ${devices.toLocaleString('en')} devices`,
    '',
    projectionTable(terminal, projections),
  ].join('\n');
