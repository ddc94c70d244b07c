import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';

interface DemoOptions {
  devices: string;
  seed: string;
}

export function demoCommand(program: Command, context: () => CommandContext): void {
  program
    .command('demo')
    .description('make a fleet of invented devices, import its partners files, and show what comes of it')
    .option('--devices <count>', 'how many', '10000')
    .option('--seed <text>', 'another seed, another fleet', 'demo')
    .action(async (options: DemoOptions) => {
      const { runDemo } = await import('../demo/run-demo.js');
      await runDemo({ devices: Number(options.devices), seed: options.seed }, context());
    });
}
