#!/usr/bin/env node
import { terminalOf } from './console/terminal.js';
import { run } from './program.js';

const terminal = terminalOf({ out: process.stdout, error: process.stderr, environment: process.env });
process.exitCode = await run(process.argv.slice(2), terminal, process.env);
