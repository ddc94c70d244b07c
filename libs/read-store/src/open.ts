import type { ReadStore } from './port.js';
import { SqliteReadStore } from './sqlite/sqlite-read-store.js';

type Adapter = (url: string) => Promise<ReadStore>;

/** The driver is loaded only where it is used. */
const mongodb: Adapter = async (url) => (await import('./mongodb/open.js')).openMongoReadStore(url);

const fileOf = (url: string): string => url.slice(url.indexOf(':') + 1).replace(/^\/\/(?=\/)/, '');

const adapters: Record<string, Adapter> = {
  sqlite: async (url) => new SqliteReadStore(fileOf(url)),
  mongodb,
  'mongodb+srv': mongodb,
};

/** URL schemes that name an adapter; each is enrolled in the conformance suite. */
export const READ_STORE_SCHEMES: readonly string[] = Object.keys(adapters);

/**
 * Opens the read store that the URL names: `sqlite:<file>`, `mongodb://` or `mongodb+srv://` with a database (else
 * `circulog`). Throws for a scheme that no adapter serves, and within seconds where no server answers.
 */
export async function openReadStore(url: string): Promise<ReadStore> {
  const [scheme = ''] = url.split(':');
  const adapter = adapters[scheme];
  if (adapter === undefined) {
    throw new Error(`No read store for ${scheme}: (known: ${READ_STORE_SCHEMES.join(', ')}).`);
  }
  return adapter(url);
}
