import type { JsonObject } from '#kernel';
import type { OpsStore } from '#ops-store';
import type { Mapping } from '../domain/mapping.js';

const COLLECTION = 'mappings';

/** The mappings that each partner has declared, by the partner's own names. */
export class Mappings {
  constructor(private readonly store: OpsStore) {}

  async find(partnerId: string, name: string): Promise<Mapping | undefined> {
    const record = await this.store.get(COLLECTION, `${partnerId}/${name}`);
    return record === undefined ? undefined : (record.document as unknown as Mapping);
  }

  /** Replaces what was there; jobs keep the mapping that they were given. Resolves to whether the name is new. */
  async save(partnerId: string, mapping: Mapping): Promise<boolean> {
    const known = await this.find(partnerId, mapping.name);
    await this.store.put(COLLECTION, `${partnerId}/${mapping.name}`, mapping as unknown as JsonObject);
    return known === undefined;
  }

  async list(
    partnerId: string,
    options: { after?: string; limit: number },
  ): Promise<{ items: Mapping[]; next?: string }> {
    const page = await this.store.list(COLLECTION, { prefix: `${partnerId}/`, ascending: true, ...options });
    const items = page.items.map(({ document }) => document as unknown as Mapping);
    return page.next === undefined ? { items } : { items, next: page.next };
  }
}
