import type { JsonObject } from '#kernel';

/** What is neither fact nor derivable: jobs, refusals, secrets, leases (CONTRACTS S1). */
export interface OpsRecord {
  id: string;
  version: number;
  document: JsonObject;
}

export interface OpsStore {
  get(collection: string, id: string): Promise<OpsRecord | undefined>;
  /** Newest first by `id` unless `ascending`; `prefix` narrows ids. */
  list(
    collection: string,
    options: { prefix?: string; after?: string; limit: number; ascending?: boolean },
  ): Promise<{ items: OpsRecord[]; next?: string }>;
  /** `expectedVersion` 0: must not exist; undefined: whatever is there. Resolves to false where another was faster. */
  put(collection: string, id: string, document: JsonObject, expectedVersion?: number): Promise<boolean>;
  putMany(collection: string, records: readonly { id: string; document: JsonObject }[]): Promise<void>;
  remove(collection: string, id: string): Promise<void>;
  /** Removes what expired: every record of the collection whose id sorts before `beforeId`. */
  removeBefore(collection: string, beforeId: string): Promise<number>;
  close(): Promise<void>;
}
