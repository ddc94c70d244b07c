import type { ApiClient } from './connection/api-client.js';
import { caughtUp } from './connection/caught-up.js';
import { type Connection, connect } from './connection/connect.js';
import type { Terminal } from './console/terminal.js';

export interface GlobalOptions {
  url?: string;
  key?: string;
  json?: boolean;
}

/** What every command gets: somewhere to print, and a way to reach the server. */
export interface CommandContext {
  terminal: Terminal;
  options: GlobalOptions;
  environment: NodeJS.ProcessEnv;
}

/** Runs with a connection that is closed in any case. */
export async function withClient<Result>(
  { terminal, options, environment }: CommandContext,
  use: (client: ApiClient) => Promise<Result>,
): Promise<Result> {
  const url = options.url ?? environment.CIRCULOG_URL;
  const connection: Connection = await connect({
    url,
    key: options.key ?? environment.CIRCULOG_ADMIN_KEY,
    environment,
  });
  try {
    if (url === undefined) await caughtUp(connection.client, terminal);
    return await use(connection.client);
  } finally {
    await connection.close();
  }
}

/** The value itself for programs, a text for people. */
export function show<Value>({ terminal, options }: CommandContext, value: Value, text: (value: Value) => string): void {
  terminal.line(options.json === true ? JSON.stringify(value, null, 2) : text(value));
}
