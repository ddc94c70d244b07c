import { randomBytes } from 'node:crypto';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { ApiClient } from './api-client.js';

export interface ConnectionOptions {
  /** Address of a running server; without one the stores are opened here. */
  url?: string | undefined;
  key?: string | undefined;
  environment: NodeJS.ProcessEnv;
}

export interface Connection {
  client: ApiClient;
  close(): Promise<void>;
}

/**
 * To the server at `url`, else to one that is started in this process on the stores in `CIRCULOG_DATA`, on a loopback
 * port of its own, with a key that nobody else knows. One way of talking for both. The one in this process leaves brokers
 * alone: a command is too short for a relay.
 */
export async function connect({ url, key, environment }: ConnectionOptions): Promise<Connection> {
  if (url !== undefined) return { client: new ApiClient(addressOf(url), key), close: async () => undefined };
  return openHere({ ...environment, CIRCULOG_KAFKA: '' }, `cli-${randomBytes(24).toString('hex')}`);
}

function addressOf(url: string): string {
  if (/^https?:/.test(url) && URL.canParse(url)) return url;
  throw new CliFailure(`${url} is no address of a server.`, EXIT.usage, 'Write it as in http://localhost:3000.');
}

/** A server in this process, with the given key as its operator's. */
export async function openHere(environment: NodeJS.ProcessEnv, key: string): Promise<Connection> {
  const [{ createApp }, { readConfiguration }] = await Promise.all([import('#api'), import('#platform')]);
  try {
    const application = await createApp(
      readConfiguration({
        ...environment,
        CIRCULOG_LOG_LEVEL: environment.CIRCULOG_LOG_LEVEL ?? 'silent',
        PORT: '0',
        CIRCULOG_HOST: '127.0.0.1',
        CIRCULOG_ADMIN_KEY: key,
      }),
    );
    return { client: new ApiClient(await application.listen(), key), close: () => application.close() };
  } catch (error) {
    throw explained(error);
  }
}

/** What can be told in a line is a `CliFailure`; anything else stays as it is. */
export function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'StoreInUse') {
    return new CliFailure(
      error.message,
      EXIT.unreachable,
      'Talk to that process: --url http://localhost:3000 --key <operator key>, or CIRCULOG_URL and CIRCULOG_ADMIN_KEY.',
    );
  }
  return error.name === 'ConfigurationError' ? new CliFailure(error.message, EXIT.usage) : error;
}
