import type { ReadStore } from './port.js';
import { SqliteReadStore } from './sqlite/sqlite-read-store.js';

const adapters: Record<string, (place: string) => ReadStore> = {
  sqlite: (file) => new SqliteReadStore(file),
};

/** URL schemes that name an adapter; each is enrolled in the conformance suite. */
export const READ_STORE_SCHEMES: readonly string[] = Object.keys(adapters);

/** Opens the read store that the URL names: `sqlite:<file>`. Throws for a scheme that no adapter serves. */
export function openReadStore(url: string): Promise<ReadStore> {
  const [scheme = '', ...rest] = url.split(':');
  const adapter = adapters[scheme];
  if (adapter === undefined) {
    return Promise.reject(new Error(`No read store for ${scheme}: (known: ${READ_STORE_SCHEMES.join(', ')}).`));
  }
  return Promise.resolve(adapter(rest.join(':').replace(/^\/\/(?=\/)/, '')));
}
