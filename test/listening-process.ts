import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type ApplicationName = 'api' | 'projector' | 'relay' | 'standalone';

/** From where tests are run: this file itself runs from its source and from what was built. */
const APPLICATIONS = join('dist', 'apps');

export interface StartedProcess {
  child: ChildProcess;
  /** Its address, once it listens with all that it has; rejects with what it said if it ends before. */
  listens: Promise<string>;
  /** Its exit code; `null` after a signal. */
  ended: Promise<number | null>;
  /** All that it has written. */
  output(): string;
}

export interface ListeningProcess extends Omit<StartedProcess, 'listens'> {
  url: string;
}

/** One of Circulog's applications in a process of its own, which may have to wait before it listens. */
export function startProcess(application: ApplicationName, variables: Record<string, string>): StartedProcess {
  const main = join(APPLICATIONS, application, 'src', 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { PATH: process.env.PATH, PORT: '0', CIRCULOG_HOST: '127.0.0.1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  let [said, heard] = ['', false];
  const listens = new Promise<string>((resolve, reject) => {
    const hear = (text: unknown) => {
      said += String(text);
      const address = heard ? undefined : / listens on (\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      heard = true;
      resolve(address);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`${application} ended before it listened: ${said}`)));
  });
  listens.catch(() => undefined);
  return { child, listens, ended, output: () => said };
}

/** One of Circulog's applications that listens; rejects with what it said if it ends before. */
export async function startListening(
  application: ApplicationName,
  variables: Record<string, string>,
): Promise<ListeningProcess> {
  const { listens, ...started } = startProcess(application, variables);
  return { ...started, url: await listens };
}
