import type { Command } from 'commander';
import type { CommandContext } from '../command-context.js';
import { runDemo } from '../demo/run-demo.js';

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
    .action((options: DemoOptions) => runDemo({ devices: Number(options.devices), seed: options.seed }, context()));
}
