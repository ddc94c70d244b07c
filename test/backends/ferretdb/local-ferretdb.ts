import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { freePort } from '../free-port.js';
import { ferretDbProgram } from './ferretdb-program.js';

const READY_MILLIS = 30_000;
const PAUSE_MILLIS = 30;

/** FerretDB as a process of this machine, with its data in a folder that outlives it. */
export interface LocalFerretDb {
  url: string;
  /** SIGKILL unless told otherwise; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** The same server again, on the same port and data. Resolves when it answers. */
  start(): Promise<void>;
}

/** Resolves when the server answers. Throws where Go is missing and the program was not built before. */
export async function localFerretDb(folder: string): Promise<LocalFerretDb> {
  const program = await ferretDbProgram();
  const address = `127.0.0.1:${await freePort()}`;
  const url = `mongodb://${address}/circulog`;
  const data = join(folder, 'data');
  const output = join(folder, 'ferretdb.txt');
  await mkdir(data, { recursive: true });
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(program, [address, data], { stdio: ['ignore', 'pipe', 'pipe'] });
    const file = createWriteStream(output, { flags: 'a' });
    child.stdout?.pipe(file, { end: false });
    child.stderr?.pipe(file, { end: false });
    child.once('close', () => file.end());
    await ready(url, child, output);
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    const dying = child;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill(signal);
    await gone;
  };
  await start();
  return { url, start, kill };
}

async function ready(url: string, child: ChildProcess, output: string): Promise<void> {
  const end = Date.now() + READY_MILLIS;
  while (Date.now() < end) {
    if (child.exitCode !== null) {
      throw new Error(`FerretDB ended with ${child.exitCode}: ${(await readFile(output, 'utf8')).slice(-2_000)}`);
    }
    const client = new MongoClient(url, { serverSelectionTimeoutMS: 500, connectTimeoutMS: 500 });
    try {
      await client.db().command({ ping: 1 });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
    } finally {
      await client.close();
    }
  }
  child.kill('SIGKILL');
  throw new Error(`FerretDB did not answer within ${READY_MILLIS} ms.`);
}
