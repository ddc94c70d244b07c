import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryServers } from './try-servers.js';

const JEST = join('node_modules', 'jest', 'bin', 'jest.js');
const write = (line: string) => process.stdout.write(`${line}\n`);

/** Specs that cannot run for want of a server, each of them one test skipped. */
async function specsIn(folders: ReadonlySet<string>): Promise<string[]> {
  const specs: string[] = [];
  for await (const path of glob('test/backends/**/*.backend.spec.ts')) {
    if (folders.has(path.split('/')[2] ?? '')) specs.push(path);
  }
  return specs.sort();
}

/** The report, if one was asked for, counts as skipped what did not run: silence would read as success. */
async function countSkipped(specs: readonly string[], jestArguments: readonly string[]): Promise<void> {
  const file = jestArguments.find((each) => each.startsWith('--outputFile='))?.slice('--outputFile='.length);
  if (file === undefined || !existsSync(file)) return;
  const report = JSON.parse(await readFile(file, 'utf8')) as { numPendingTests: number };
  report.numPendingTests += specs.length;
  await writeFile(file, JSON.stringify(report));
}

const jestArguments = process.argv.slice(2);
const { lines, missing } = await tryServers(write);
const skipped = await specsIn(missing);
const ignored = ['node_modules', ...skipped].map((path) => `--testPathIgnorePatterns=${path}`);
const child = spawn(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    JEST,
    '--config',
    'jest.backends.config.js',
    ...jestArguments,
    ...ignored,
  ],
  { stdio: 'inherit' },
);
const [code] = (await once(child, 'exit')) as [number | null];
await countSkipped(skipped, jestArguments);
write('');
for (const line of lines) write(line);
for (const spec of skipped) write(`SKIPPED: ${spec}`);
process.exit(code ?? 1);
