import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/apps/cli/src/main.js');

export interface Typed {
  code: number | null;
  printed: string;
  noted: string;
}

/** Types one command line, as a script would. */
export async function typed(words: readonly string[], environment: Record<string, string>): Promise<Typed> {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, noted] = ['', ''];
  child.stdout.on('data', (text) => {
    printed += text;
  });
  child.stderr.on('data', (text) => {
    noted += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, printed, noted };
}
