import { type AnyBulkWriteOperation, type Db, MongoBulkWriteError } from 'mongodb';
import { isDuplicateKey, retrying } from '#mongo-connection';
import type { Catalogue } from './catalogue.js';
import { BULK_BYTES_MAX, BULK_WRITES_MAX, ROUNDS_MAX } from './limits.js';
import type { RedoWrite } from './redo.js';
import { type Stored, storedOf, tombstoneOf } from './stored.js';
import { batchDeadline, type Tombstones } from './tombstones.js';

interface SequencedWrite extends RedoWrite {
  seq: number;
}

/** A redo record with the sequence of its commit. */
export interface Redo {
  seq: number;
  writes: readonly RedoWrite[];
}

export interface Places {
  database: Db;
  catalogue: Catalogue;
  tombstones: Tombstones;
}

/**
 * Applies redo records. A document is replaced only where its sequence is lower, so that doing it twice, late, or beside
 * somebody else who does the same is harmless (P4). Of two records' writes to one document the later sequence counts,
 * at equal ones the record that comes first.
 */
export async function applyRedo({ database, catalogue, tombstones }: Places, records: readonly Redo[]): Promise<void> {
  const inTime = batchDeadline();
  for (const [name, writes] of byCollection(records)) {
    const collection = await catalogue.of(name);
    if (collection === undefined) continue;
    const all = [...writes.values()];
    for (const bulk of bulks(all)) await applyBulk(database, collection.place, bulk, inTime);
    if (all.some(({ document }) => document === null)) await tombstones.clear(collection.place);
  }
}

function byCollection(records: readonly Redo[]): Map<string, Map<string, SequencedWrite>> {
  const collections = new Map<string, Map<string, SequencedWrite>>();
  for (const { seq, writes } of records) {
    for (const write of writes) {
      const ids = collections.get(write.collection) ?? new Map<string, SequencedWrite>();
      collections.set(write.collection, ids);
      if ((ids.get(write.id)?.seq ?? -1) < seq) ids.set(write.id, { ...write, seq });
    }
  }
  return collections;
}

function* bulks(writes: readonly SequencedWrite[]): Generator<SequencedWrite[]> {
  let bulk: SequencedWrite[] = [];
  let bytes = 0;
  for (const write of writes) {
    const size = 2 * (write.document?.length ?? 0);
    if (bulk.length === BULK_WRITES_MAX || (bulk.length > 0 && bytes + size > BULK_BYTES_MAX)) {
      yield bulk;
      bulk = [];
      bytes = 0;
    }
    bulk.push(write);
    bytes += size;
  }
  if (bulk.length > 0) yield bulk;
}

/** A stale upsert meets the newer document's id; so does one that another writer's first upsert has overtaken. */
async function applyBulk(
  database: Db,
  place: string,
  bulk: readonly SequencedWrite[],
  inTime: () => void,
): Promise<void> {
  const documents = database.collection<Stored>(place);
  let left = bulk;
  for (let round = 0; round < ROUNDS_MAX && left.length > 0; round++) {
    const operations = left.map(operationOf);
    try {
      await retrying(() => {
        inTime();
        return documents.bulkWrite(operations, { ordered: false });
      });
      return;
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
    left = await behind(database, place, left);
  }
  if (left.length > 0) throw new Error(`${place}: ${left.length} writes were overtaken ${ROUNDS_MAX} times.`);
}

/** A removal leaves a tombstone where there is something, and what never was needs none. */
function operationOf({ id, seq, document }: SequencedWrite): AnyBulkWriteOperation<Stored> {
  const filter = { _id: id, seq: { $lt: seq } };
  return document === null
    ? { replaceOne: { filter, replacement: tombstoneOf(id, seq) } }
    : { replaceOne: { filter, replacement: storedOf(id, seq, document), upsert: true } };
}

async function behind(database: Db, place: string, writes: readonly SequencedWrite[]): Promise<SequencedWrite[]> {
  const ids = writes.map(({ id }) => id);
  const present = await retrying(() =>
    database
      .collection<Stored>(place)
      .find({ _id: { $in: ids } }, { projection: { seq: 1 } })
      .toArray(),
  );
  const seqs = new Map(present.map(({ _id, seq }) => [_id, seq]));
  return writes.filter(({ id, seq, document }) => {
    const there = seqs.get(id);
    return there === undefined ? document !== null : there < seq;
  });
}

function isOvertaken(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return isDuplicateKey(error);
  const errors = [error.writeErrors].flat();
  return error.result.getWriteConcernError() === undefined && errors.every(({ code }) => code === 11_000);
}
