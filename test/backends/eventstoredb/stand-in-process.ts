import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OpenedEventStoreDb } from './opened-eventstoredb.js';

const NAME = 'a stand-in for EventStoreDB (test code on the client’s own service definitions, no real server)';
const MAIN = join('dist', 'test', 'backends', 'eventstoredb-stand-in', 'main.js');

/** The stand-in as a process of its own, so that several processes meet over it and it can be killed. */
export async function standInProcess(): Promise<OpenedEventStoreDb> {
  const folder = await mkdtemp(join(tmpdir(), 'circulog-stand-in-'));
  const file = join(folder, 'log');
  let { child, url } = await begin(['--file', file]);
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(child, 'exit');
    if (child.kill(signal)) await ended;
  };
  return {
    name: NAME,
    kind: 'stand-in',
    url,
    restart: async (signal = 'SIGKILL') => {
      await end(signal);
      ({ child } = await begin(['--file', file, '--port', new URL(url).port]));
    },
    stop: async () => {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Without a file, for what measures an adapter: the file's flush for each single write would be all that it saw. */
export async function standInInMemory(): Promise<OpenedEventStoreDb> {
  const { child, url } = await begin([]);
  const ended = once(child, 'exit');
  return {
    name: `${NAME}, in memory`,
    kind: 'stand-in',
    url,
    stop: async () => {
      if (child.kill('SIGKILL')) await ended;
    },
  };
}

async function begin(options: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [MAIN, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await lines.next();
  if (first.done) throw new Error('The stand-in for EventStoreDB ended before it served.');
  return { child, url: first.value };
}
