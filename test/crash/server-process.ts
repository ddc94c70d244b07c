import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../dist/apps/standalone/src/main.js');

export const OPERATOR_KEY = 'operator-key-of-a-crash-test';

/** A real server in a process of its own, to be killed. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly ended: Promise<number | null>,
  ) {}

  static async start(dataFolder: string): Promise<ServerProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        CIRCULOG_HOST: '127.0.0.1',
        CIRCULOG_DATA: dataFolder,
        CIRCULOG_ADMIN_KEY: OPERATOR_KEY,
        CIRCULOG_LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (text: unknown) => {
        said += String(text);
        const address = /listens on (\S+)/.exec(said)?.[1];
        if (address !== undefined) resolve(address);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      void ended.then(() => reject(new Error(`The server ended before it listened: ${said}`)));
    });
    return new ServerProcess(child, url, ended);
  }

  async send(method: string, path: string, sent: { key?: string; body?: string; type?: string } = {}) {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sent.key ?? OPERATOR_KEY}`,
        ...(sent.body !== undefined && { 'content-type': sent.type ?? 'application/json' }),
      },
      ...(sent.body !== undefined && { body: sent.body }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  /** Like a power cut for the process: nothing of it runs on. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Asks it to end, and answers its exit code. */
  async terminate(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.ended;
  }
}
