import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const entry = (name: string) => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

/** Runs a child of this folder to its end: JSON in by its standard input, JSON out by its standard output. */
export async function ask<Answer>(name: string, order: unknown): Promise<Answer> {
  const running = run(process.execPath, [entry(name)], { maxBuffer: 64 * 1024 * 1024 });
  running.child.stdin?.end(JSON.stringify(order));
  const { stdout } = await running;
  return JSON.parse(stdout) as Answer;
}

export interface Server {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { start: string };
};
/** Limits of the heaps as `npm start` sets them. */
const HEAP_LIMITS = manifest.scripts.start.match(/--max-\S+/g) ?? [];

/** Starts a child that prints its address as its first line, and stops it with SIGTERM. */
export function serve(name: string, environment: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, [...HEAP_LIMITS, entry(name)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it listened`)));
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /https?:\/\/\S+/.exec(printed)?.[0];
      if (url === undefined || !printed.includes('\n')) return;
      const stop = () =>
        new Promise<void>((done) => {
          child.once('exit', () => done());
          child.kill('SIGTERM');
        });
      resolve({ url, pid: child.pid ?? 0, stop });
    });
  });
}
