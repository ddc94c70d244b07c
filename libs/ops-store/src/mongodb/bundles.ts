import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import { isDuplicateKey, retrying } from '#mongo-connection';
import { BUNDLES, RECORDS_PREFIX, type StoredRecord } from './stored-record.js';

/** Bytes of documents that are put together; the server takes 16 MB. */
const BUNDLE_BYTES_MAX = 14_000_000;
/** Bundles read at once when others' are finished; they are gone within milliseconds unless a process died. */
const UNFINISHED_MAX = 100;

interface BundledRecord {
  id: string;
  document: string;
  /** Version that it replaces; 0: nothing. */
  over: number;
}

interface Bundle {
  _id: string;
  collection: string;
  records: BundledRecord[];
}

/**
 * Puts several records as one without transactions: the bundle is written first, in one piece, and whoever finds one
 * finishes it. A record replaces only the version that was there before the bundle, so that finishing twice or late
 * is harmless and no later write is undone.
 */
export class Bundles {
  constructor(private readonly database: Db) {}

  async put(collection: string, texts: ReadonlyMap<string, string>): Promise<void> {
    const bytes = [...texts].reduce((sum, [id, text]) => sum + Buffer.byteLength(id) + Buffer.byteLength(text), 0);
    if (bytes > BUNDLE_BYTES_MAX) throw new RangeError(`Records of ${bytes} bytes are too many to be put together.`);
    const present = await retrying(() =>
      this.#records(collection)
        .find({ _id: { $in: [...texts.keys()] } }, { projection: { version: 1 } })
        .toArray(),
    );
    const versions = new Map(present.map(({ _id, version }) => [_id, version]));
    const records = [...texts].map(([id, document]) => ({ id, document, over: versions.get(id) ?? 0 }));
    const bundle: Bundle = { _id: randomUUID(), collection, records };
    await retrying(() => this.#bundles.replaceOne({ _id: bundle._id }, bundle, { upsert: true }));
    await this.#finish(bundle);
  }

  /** Finishes what a process that died has left of one collection, or of all. */
  async finishAll(collection?: string): Promise<void> {
    const filter = collection === undefined ? {} : { collection };
    for (;;) {
      const found = await retrying(() => this.#bundles.find(filter).limit(UNFINISHED_MAX).toArray());
      for (const bundle of found) await this.#finish(bundle);
      if (found.length < UNFINISHED_MAX) return;
    }
  }

  async #finish({ _id, collection, records }: Bundle): Promise<void> {
    const places = this.#records(collection);
    const replaced = records.filter(({ over }) => over > 0);
    if (replaced.length > 0) {
      const operations = replaced.map(({ id, document, over }) => ({
        updateOne: {
          filter: { _id: id, version: over },
          update: { $set: { version: over + 1, document, write: _id } },
        },
      }));
      await retrying(() => places.bulkWrite(operations, { ordered: false }));
    }
    const made = records.filter(({ over }) => over === 0);
    await this.#insert(
      collection,
      made.map(({ id, document }) => ({ _id: id, version: 1, document, write: _id })),
    );
    await retrying(() => this.#bundles.deleteOne({ _id }));
  }

  /** Leaves alone what is there already: written by this bundle before, or by somebody later. */
  async #insert(collection: string, records: readonly StoredRecord[]): Promise<void> {
    let left = records;
    while (left.length > 0) {
      const some = [...left];
      try {
        await retrying(() => this.#records(collection).insertMany(some, { ordered: false }));
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      left = await this.#missing(collection, left);
    }
  }

  async #missing(collection: string, records: readonly StoredRecord[]): Promise<StoredRecord[]> {
    const ids = records.map(({ _id }) => _id);
    const present = await retrying(() =>
      this.#records(collection)
        .find({ _id: { $in: ids } }, { projection: { _id: 1 } })
        .toArray(),
    );
    const there = new Set(present.map(({ _id }) => _id));
    return records.filter(({ _id }) => !there.has(_id));
  }

  #records(collection: string) {
    return this.database.collection<StoredRecord>(RECORDS_PREFIX + collection);
  }

  get #bundles() {
    return this.database.collection<Bundle>(BUNDLES);
  }
}
