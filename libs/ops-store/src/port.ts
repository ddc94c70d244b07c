import type { JsonObject } from '#kernel';

/** What is neither fact nor derivable: jobs, refusals, secrets, leases (CONTRACTS S1). */
export interface OpsRecord {
  id: string;
  version: number;
  document: JsonObject;
}

/** Records of one page at most. */
export const LIST_LIMIT_MAX = 1_000;

/** The cursor is not one that a listing gave out, or the limit is not 1 to `LIST_LIMIT_MAX`. */
export class InvalidListing extends Error {
  override readonly name = 'InvalidListing';
}

/** Every write is durable when it resolves. */
export interface OpsStore {
  get(collection: string, id: string): Promise<OpsRecord | undefined>;
  /** Newest first by `id` unless `ascending`; `prefix` narrows ids; `after` is the `next` of the page before. */
  list(
    collection: string,
    options: { prefix?: string; after?: string; limit: number; ascending?: boolean },
  ): Promise<{ items: OpsRecord[]; next?: string }>;
  /** `expectedVersion` 0: must not exist; undefined: whatever is there. Resolves to false where another was faster. */
  put(collection: string, id: string, document: JsonObject, expectedVersion?: number): Promise<boolean>;
  /** All or none, whatever is there. */
  putMany(collection: string, records: readonly { id: string; document: JsonObject }[]): Promise<void>;
  remove(collection: string, id: string): Promise<void>;
  /** Removes what expired: every record of the collection whose id sorts before `beforeId`, and not before `fromId`. */
  removeBefore(collection: string, beforeId: string, fromId?: string): Promise<number>;
  close(): Promise<void>;
}
