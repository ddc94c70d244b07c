import { randomUUID } from 'node:crypto';
import type { Db, Filter } from 'mongodb';
import { afterPrefix, type JsonObject } from '#kernel';
import { isDuplicateKey, retrying } from '#mongo-connection';
import { checkedLimit, idOf, type ListOptions, pageOf } from '../page.js';
import type { OpsRecord, OpsStore } from '../port.js';
import { Bundles } from './bundles.js';
import { RECORDS_PREFIX, recordOf, type StoredRecord } from './stored-record.js';

/** Records in MongoDB; each single one is a document, and versions make concurrent writers meet. */
export class MongoOpsStore implements OpsStore {
  readonly #bundles: Bundles;

  constructor(
    private readonly database: Db,
    private readonly disconnect: () => Promise<void>,
  ) {
    this.#bundles = new Bundles(database);
  }

  /** Finishes what processes before have left half-written. */
  async recover(): Promise<void> {
    await this.#bundles.finishAll();
  }

  async get(collection: string, id: string): Promise<OpsRecord | undefined> {
    const stored = await retrying(() => this.#records(collection).findOne({ _id: id }));
    return stored === null ? undefined : recordOf(stored);
  }

  async list(collection: string, options: ListOptions): Promise<{ items: OpsRecord[]; next?: string }> {
    const limit = checkedLimit(options.limit);
    const filter = listed(options);
    await this.#bundles.finishAll(collection);
    const rows = await retrying(() =>
      this.#records(collection)
        .find(filter)
        .sort({ _id: options.ascending === true ? 1 : -1 })
        .limit(limit + 1)
        .toArray(),
    );
    return pageOf(rows.map(recordOf), limit);
  }

  async put(collection: string, id: string, document: JsonObject, expectedVersion?: number): Promise<boolean> {
    const write = randomUUID();
    const set = { document: JSON.stringify(document), write };
    if (await this.#written(collection, id, set, expectedVersion)) return true;
    const present = await retrying(() => this.#records(collection).findOne({ _id: id, write }));
    return present !== null;
  }

  async putMany(collection: string, records: readonly { id: string; document: JsonObject }[]): Promise<void> {
    if (records.length === 0) return;
    await this.#bundles.finishAll(collection);
    await this.#bundles.put(collection, new Map(records.map(({ id, document }) => [id, JSON.stringify(document)])));
  }

  async remove(collection: string, id: string): Promise<void> {
    await this.#bundles.finishAll(collection);
    await retrying(() => this.#records(collection).deleteOne({ _id: id }));
  }

  async removeBefore(collection: string, beforeId: string, fromId = ''): Promise<number> {
    await this.#bundles.finishAll(collection);
    const { deletedCount } = await retrying(() =>
      this.#records(collection).deleteMany({ _id: { $gte: fromId, $lt: beforeId } }),
    );
    return deletedCount;
  }

  close(): Promise<void> {
    return this.disconnect();
  }

  async #written(
    collection: string,
    id: string,
    set: Pick<StoredRecord, 'document' | 'write'>,
    expected: number | undefined,
  ): Promise<boolean> {
    const records = this.#records(collection);
    try {
      if (expected === undefined) {
        await retrying(() => records.updateOne({ _id: id }, { $set: set, $inc: { version: 1 } }, { upsert: true }));
        return true;
      }
      if (expected === 0) {
        await retrying(() => records.insertOne({ _id: id, version: 1, ...set }));
        return true;
      }
      const filter = { _id: id, version: expected };
      const { matchedCount } = await retrying(() =>
        records.updateOne(filter, { $set: { ...set, version: expected + 1 } }),
      );
      return matchedCount === 1;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return expected === undefined && this.#written(collection, id, set, expected);
    }
  }

  #records(collection: string) {
    return this.database.collection<StoredRecord>(RECORDS_PREFIX + collection);
  }
}

function listed({ prefix = '', after, ascending = false }: ListOptions): Filter<StoredRecord> {
  const conditions: Filter<StoredRecord>[] = [];
  if (prefix !== '') {
    const end = afterPrefix(prefix);
    conditions.push({ _id: { $gte: prefix, ...(end === undefined ? {} : { $lt: end }) } });
  }
  if (after !== undefined) conditions.push({ _id: ascending ? { $gt: idOf(after) } : { $lt: idOf(after) } });
  return conditions.length === 0 ? {} : { $and: conditions };
}
