import type { OpsStore } from './port.js';
import { SqliteOpsStore } from './sqlite/sqlite-ops-store.js';

type Adapter = (url: string) => Promise<OpsStore>;

/** The driver is loaded only where it is used. */
const mongodb: Adapter = async (url) => (await import('./mongodb/open.js')).openMongoOpsStore(url);

const fileOf = (url: string): string => url.slice(url.indexOf(':') + 1).replace(/^\/\/(?=\/)/, '');

const adapters: Record<string, Adapter> = {
  sqlite: async (url) => new SqliteOpsStore(fileOf(url)),
  mongodb,
  'mongodb+srv': mongodb,
};

/** URL schemes that name an adapter; each is enrolled in the conformance suite. */
export const OPS_STORE_SCHEMES: readonly string[] = Object.keys(adapters);

/**
 * Opens the operational store that the URL names: `sqlite:<file>`, `mongodb://` or `mongodb+srv://` with a database
 * (else `circulog`). Throws for a scheme that no adapter serves, and within seconds where no server answers.
 */
export async function openOpsStore(url: string): Promise<OpsStore> {
  const [scheme = ''] = url.split(':');
  const adapter = adapters[scheme];
  if (adapter === undefined) {
    throw new Error(`No operational store for ${scheme}: (known: ${OPS_STORE_SCHEMES.join(', ')}).`);
  }
  return adapter(url);
}
