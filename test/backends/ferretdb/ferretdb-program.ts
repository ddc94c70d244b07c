import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const FERRETDB_VERSION = '1.24.2';
const MODULE = join(process.cwd(), 'test', 'backends', 'ferretdb');
const CACHE = join(process.cwd(), 'node_modules', '.cache', 'circulog');
const BUILD_MILLIS = 600_000;

/** The built program, made once per version of its sources. Throws where Go or its module proxy is missing. */
export async function ferretDbProgram(): Promise<string> {
  const program = join(CACHE, `ferretdb-${FERRETDB_VERSION}-${await digestOfSources()}`);
  if (existsSync(program)) return program;
  await mkdir(CACHE, { recursive: true });
  const draft = `${program}.${process.pid}`;
  try {
    await run('go', ['build', '-mod=readonly', '-trimpath', '-buildvcs=false', '-o', draft, '.'], {
      cwd: MODULE,
      env: { ...process.env, CGO_ENABLED: '0' },
      timeout: BUILD_MILLIS,
    });
    await rename(draft, program);
  } finally {
    await rm(draft, { force: true });
  }
  return program;
}

async function digestOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['main.go', 'one_by_one.go', 'go.mod', 'go.sum']) hash.update(await readFile(join(MODULE, name)));
  return hash.digest('hex').slice(0, 12);
}
