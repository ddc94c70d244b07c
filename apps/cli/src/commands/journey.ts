import type { Command } from 'commander';
import { type CommandContext, show, withClient } from '../command-context.js';
import { type ToldJourney, timeline } from '../views/timeline.js';

interface JourneyOptions {
  asOf?: string;
  knownAt?: string;
}

export function journeyCommand(program: Command, context: () => CommandContext): void {
  program
    .command('journey <identifier>')
    .description('what happened to a device, by any of its identifiers: imei:..., serial:<maker>:<number>, device:...')
    .option('--as-of <time>', 'only what had happened by then')
    .option('--known-at <time>', 'only what had been recorded by then')
    .action(async (identifier: string, options: JourneyOptions) => {
      const given = context();
      const journey = await withClient(given, (client) =>
        client.get<ToldJourney>(`/v1/devices/${encodeURIComponent(identifier)}/journey`, {
          asOf: options.asOf,
          knownAt: options.knownAt,
        }),
      );
      show(given, journey, (told) => timeline(given.terminal, told));
    });
}
