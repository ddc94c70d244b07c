import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Server, serve } from './child.js';

export const KEY = 'bench-operator-key-of-no-secret';

export interface RunningCirculog extends Server {
  key: string;
  folder: string;
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'circulog-bench-'));

/** A server on stores of its own, whose operator's key is `KEY`; stopping it removes them. */
export async function startCirculog(
  folder = freshFolder(),
  variables: Record<string, string> = {},
): Promise<RunningCirculog> {
  const server = await serve('circulog.server', {
    CIRCULOG_DATA: folder,
    CIRCULOG_ADMIN_KEY: KEY,
    CIRCULOG_LOG_LEVEL: 'error',
    ...variables,
  });
  return {
    url: server.url,
    pid: server.pid,
    key: KEY,
    folder,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One JSON call; throws on anything but a 2xx answer. */
export async function call<Answer>(
  server: Server,
  path: string,
  options: { method?: string; key?: string; body?: unknown; type?: string } = {},
): Promise<Answer> {
  const body =
    options.body === undefined || typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  const response = await fetch(server.url + path, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Bearer ${options.key ?? KEY}`,
      ...(body === undefined ? {} : { 'content-type': options.type ?? 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body as string }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 400)}`);
  return JSON.parse(text) as Answer;
}
