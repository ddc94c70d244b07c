#!/usr/bin/env node
import { terminalOf } from './console/terminal.js';
import { run } from './program.js';

/** A reader that has seen enough, such as `head`, is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const terminal = terminalOf({ out: process.stdout, error: process.stderr, environment: process.env });
process.exitCode = await run(process.argv.slice(2), terminal, process.env);
