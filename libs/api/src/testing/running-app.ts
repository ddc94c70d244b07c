import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '#platform';
import { createApp } from '../create-app.js';
import type { Application, ApplicationOptions } from '../open-application.js';

/** A key that only tests use. */
export const TEST_ADMIN_KEY = 'operator-key-of-a-test';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else the text. */
  body: unknown;
}

export interface Sent {
  /** `null`: none. Default: the operator's. */
  key?: string | null;
  /** An object is sent as JSON; text and bytes as they are. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** A whole application on a free port and a folder of its own. */
export class RunningApp {
  private constructor(
    readonly application: Application,
    readonly url: string,
    readonly dataFolder: string,
  ) {}

  static async start(
    variables: Record<string, string> = {},
    options: ApplicationOptions & { dataFolder?: string } = {},
  ): Promise<RunningApp> {
    const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'circulog-')));
    const configuration = readConfiguration({
      PORT: '0',
      CIRCULOG_HOST: '127.0.0.1',
      CIRCULOG_DATA: dataFolder,
      CIRCULOG_ADMIN_KEY: TEST_ADMIN_KEY,
      CIRCULOG_LOG_LEVEL: 'silent',
      ...variables,
    });
    const application = await createApp(configuration, options);
    return new RunningApp(application, await application.listen(), dataFolder);
  }

  async send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    const raw = typeof sent.body === 'string' || sent.body instanceof Uint8Array;
    const response = await fetch(`${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(sent.key === null ? {} : { authorization: `Bearer ${sent.key ?? TEST_ADMIN_KEY}` }),
        ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(sent.body === undefined
        ? {}
        : { body: raw ? (sent.body as NonNullable<RequestInit['body']>) : JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    const json = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  }

  /** Registers a partner and answers its key. */
  async partner(id: string, roles: readonly string[], more: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.send('POST', '/v1/partners', {
      body: { id, name: id, roles, country: 'DE', timeZone: 'Europe/Berlin', ...more },
    });
    if (answer.status !== 201) throw new Error(`Partner ${id} was answered ${answer.status}.`);
    return (answer.body as { key: string }).key;
  }

  /** Closes it, and starts another one on the same data. */
  async restart(variables: Record<string, string> = {}): Promise<RunningApp> {
    await this.application.close();
    return RunningApp.start(variables, { dataFolder: this.dataFolder });
  }

  async close(): Promise<void> {
    await this.application.close();
    await rm(this.dataFolder, { recursive: true, force: true });
  }
}
