import { PARTNERS } from '#fleet';
import type { ApiClient } from '../connection/api-client.js';

/** Registers every partner of the fleet with one site and answers their keys. */
export async function registerFleet(client: ApiClient): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (const { id, name, roles, country, timeZone, gln } of PARTNERS) {
    const { key } = await client.post<{ key: string }>('/v1/partners', {
      json: { id, name, roles, country, timeZone, sites: [{ id: 'main', country, timeZone, gln, default: true }] },
    });
    keys.set(id, key);
  }
  return keys;
}
