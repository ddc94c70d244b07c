import type { JsonObject } from '#kernel';

/** What can be derived again: written by projections only (CONTRACTS P4, P7, S1). */
export interface CollectionDefinition {
  name: string;
  /** Top-level fields of the documents that are searched or sorted by. `many`: an array, matched by containment. */
  indexes: readonly { field: string; many?: true }[];
}

export type Scalar = string | number | null;

/** All must hold. The field `id` is the document's id. A field without an index is compared document by document. */
export interface Where {
  [field: string]:
    | Scalar
    | { in: readonly Scalar[] }
    /** Both ends belong to the range. */
    | { from?: string | number; to?: string | number }
    | { prefix: string }
    /** For `many` fields: holds at least one of these. */
    | { contains: readonly string[] };
}

export interface FindOptions {
  where?: Where;
  /** An indexed field, ties by id; without it by id. A missing field sorts as the smallest value. */
  sort?: { field: string; direction: 'ascending' | 'descending' };
  /** 1 to `FIND_LIMIT_MAX`. */
  limit: number;
  /** Opaque keyset cursor of the page before. */
  after?: string;
}

export interface Found {
  id: string;
  /** Position sequence of the commit that wrote it. */
  seq: number;
  document: JsonObject;
}

export interface Page {
  items: Found[];
  next?: string;
}

export type Write =
  | { collection: string; id: string; document: JsonObject }
  | { collection: string; id: string; remove: true };

export interface Control {
  epoch: number;
  owner: string;
  checkpoint: string | null;
  seq: number;
}

/** One commit of one projection partition: documents, changes and checkpoint become visible together. */
export interface Commit {
  projection: string;
  partition: number;
  /** Lease epoch and sequence that the writer believes in; a newer one makes the commit fail. */
  epoch: number;
  expectedSeq: number;
  /** The sequence to give it, above `expectedSeq`; absent: the next one. Equal ones order partitions among each other. */
  seq?: number;
  checkpoint: string;
  /** A document that carries this commit's sequence or a later one already is left as it is. */
  writes: readonly Write[];
}

export type CommitOutcome = { status: 'committed'; seq: number } | { status: 'fenced'; epoch: number; seq: number };

export interface RepeatedOptions {
  /** An indexed, single-valued field of texts. */
  field: string;
  /** Only values that begin so. */
  prefix?: string;
  after?: string;
  limit: number;
}

export interface Repeated {
  value: string;
  /** Documents that have it, two or more. */
  count: number;
}

/** Documents of one page at most. */
export const FIND_LIMIT_MAX = 1_000;

/** The cursor is not one that this query gave out. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

/** The query asks for what the collection does not offer: an unknown collection, a sort without index, a limit. */
export class InvalidQuery extends Error {
  override readonly name = 'InvalidQuery';
}

export interface SumOptions {
  where?: Where;
  /** Other top-level fields. */
  groupBy: readonly string[];
  /** A decimal-string or integer field. */
  field: string;
}

export interface Sum {
  group: Record<string, Scalar>;
  sum: bigint;
  count: number;
}

export interface ReadStore {
  /** Creates what is missing; a field that a collection newly declares is filled from its documents. */
  define(collections: readonly CollectionDefinition[]): Promise<void>;
  /** Reads of a collection that was never defined find nothing; `find` with a bad cursor throws `InvalidCursor`. */
  get(collection: string, id: string): Promise<Found | undefined>;
  getMany(collection: string, ids: readonly string[]): Promise<Map<string, Found>>;
  find(collection: string, options: FindOptions): Promise<Page>;
  count(collection: string, where?: Where): Promise<number>;
  /** Exact sum of a decimal-string or integer field by groups of other top-level fields. */
  sum(collection: string, options: SumOptions): Promise<Sum[]>;
  /** Values of an indexed field that several documents have, ascending, after `after`: 1 to `FIND_LIMIT_MAX` of them. */
  repeated(collection: string, options: RepeatedOptions): Promise<Repeated[]>;
  /** Takes the lease: raises the epoch, finishes what the owner before left half-done, answers where to go on. */
  take(projection: string, partition: number, owner: string): Promise<Control>;
  /** The same for several partitions at once, answered in the order asked. */
  takeAll(projection: string, partitions: readonly number[], owner: string): Promise<Control[]>;
  control(projection: string, partition: number): Promise<Control | undefined>;
  commit(commit: Commit): Promise<CommitOutcome>;
  /** Several partitions' commits, each fenced on its own; one transaction where the store has them. */
  commitAll(commits: readonly Commit[]): Promise<CommitOutcome[]>;
  /** Drops a collection and its indexes (an old projection version). */
  drop(collection: string): Promise<void>;
  /** Removes leases and checkpoints of a projection (an old version): whoever still commits to it is fenced. */
  forget(projection: string): Promise<void>;
  close(): Promise<void>;
}
