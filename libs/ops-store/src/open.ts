import type { OpsStore } from './port.js';
import { SqliteOpsStore } from './sqlite/sqlite-ops-store.js';

const adapters: Record<string, (place: string) => OpsStore> = {
  sqlite: (file) => new SqliteOpsStore(file),
};

/** URL schemes that name an adapter; each is enrolled in the conformance suite. */
export const OPS_STORE_SCHEMES: readonly string[] = Object.keys(adapters);

/** Opens the operational store that the URL names: `sqlite:<file>`. Throws for a scheme that no adapter serves. */
export function openOpsStore(url: string): Promise<OpsStore> {
  const [scheme = '', ...rest] = url.split(':');
  const adapter = adapters[scheme];
  if (adapter === undefined) {
    return Promise.reject(new Error(`No operational store for ${scheme}: (known: ${OPS_STORE_SCHEMES.join(', ')}).`));
  }
  return Promise.resolve(adapter(rest.join(':').replace(/^\/\/(?=\/)/, '')));
}
