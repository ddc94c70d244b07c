import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REQUIREMENTS = join('examples', 'kafka-python', 'requirements.txt');

/** A Python that has what the example requires, installed once. Throws with the reason where there is none. */
export async function pythonWithClient(): Promise<string> {
  const wanted = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex')
    .slice(0, 12);
  const folder = join(process.cwd(), 'node_modules', '.cache', 'circulog', `kafka-python-${wanted}`);
  const python = join(folder, 'venv', 'bin', 'python');
  if (existsSync(join(folder, 'whole'))) return python;
  await rm(folder, { recursive: true, force: true });
  await run('python3', ['-m', 'venv', join(folder, 'venv')]);
  await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  await writeFile(join(folder, 'whole'), '');
  return python;
}

/** For the list of what these specs need, which says by name what is not tested, and why. */
export async function openPython(): Promise<{ name: string; stop(): Promise<void> }> {
  const python = await pythonWithClient();
  const { stdout } = await run(python, ['-c', 'import kafka, sys; print(sys.version.split()[0], kafka.__version__)']);
  const [version, client] = stdout.trim().split(' ');
  return { name: `Python ${version} with kafka-python ${client}`, stop: async () => undefined };
}
