import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const PROGRAM = pathToFileURL(join(import.meta.dirname, '../../dist/apps/cli/src/program.js')).href;

/** Loads the whole command line in a process of its own, and prints which packages came with it. */
const TOLD = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name !== undefined) packages.add(name);
      return next(url, context);
    },
  });
  await import(${JSON.stringify(PROGRAM)});
  console.log(JSON.stringify([...packages].sort()));
`;

describe('the start of the command line', () => {
  it('loads no framework, driver or store: commands that talk to a server need none', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', TOLD]);
    const packages = JSON.parse(stdout) as string[];
    expect(packages).toContain('commander');
    const heavy = /^(@nestjs|@eventstore|@grpc|fastify|kafkajs|mongodb|better-sqlite3)/;
    expect(packages.filter((name) => heavy.test(name))).toEqual([]);
  });
});
