import type { Db } from 'mongodb';
import { afterPrefix } from '#kernel';
import { isDuplicateKey, retrying } from '#mongo-connection';
import type { Commit, Control } from '../port.js';
import { CONTROLS } from './names.js';
import type { RedoWrite } from './redo.js';

/** Lease, checkpoint, sequence and redo record of one projection and partition: one document (P4). */
export interface StoredControl {
  _id: string;
  epoch: number;
  owner: string;
  /** Of the last commit, whether or not it is applied. */
  seq: number;
  checkpoint: string | null;
  /** The last commit's own name. */
  commit: string | null;
  /** Up to where the documents are written: what readers are told. */
  applied: { seq: number; checkpoint: string | null };
  /** The commit whose redo record is not applied to the end. */
  pending: string | null;
  redo: RedoWrite[] | null;
  /** Chunks that hold the redo record instead. */
  chunks: number;
}

/** A commit with its name and its redo record, ready for the compare-and-set. */
export interface Prepared {
  key: string;
  name: string;
  commit: Commit;
  seq: number;
  writes: readonly RedoWrite[];
  /** `null`: in chunks, or nothing to write. */
  redo: RedoWrite[] | null;
  chunks: number;
}

export const controlKey = (projection: string, partition: number | ''): string => `${projection}/${partition}`;

/** As readers are told: the checkpoint is never ahead of the documents. */
export const controlOf = ({ epoch, owner, applied }: StoredControl): Control => ({
  epoch,
  owner,
  checkpoint: applied.checkpoint,
  seq: applied.seq,
});

const NEW: Omit<StoredControl, '_id' | 'epoch' | 'owner'> = {
  seq: 0,
  checkpoint: null,
  commit: null,
  applied: { seq: 0, checkpoint: null },
  pending: null,
  redo: null,
  chunks: 0,
};

/** Each method may be sent twice. FerretDB leaves nulls out of what an upsert inserts; here they are always there. */
export class Controls {
  constructor(private readonly database: Db) {}

  async read(key: string): Promise<StoredControl | undefined> {
    const stored = await retrying(() => this.#controls.findOne({ _id: key }));
    return stored === null ? undefined : { ...NEW, ...stored };
  }

  async readAll(keys: readonly string[]): Promise<StoredControl[]> {
    const stored = await retrying(() => this.#controls.find({ _id: { $in: [...keys] } }).toArray());
    return stored.map((each) => ({ ...NEW, ...each }));
  }

  async keysOf(projection: string): Promise<string[]> {
    const prefix = controlKey(projection, '');
    const range = { $gte: prefix, $lt: afterPrefix(prefix) ?? prefix };
    const found = await retrying(() => this.#controls.find({ _id: range }, { projection: { _id: 1 } }).toArray());
    return found.map(({ _id }) => _id);
  }

  async remove(keys: readonly string[]): Promise<void> {
    await retrying(() => this.#controls.deleteMany({ _id: { $in: [...keys] } }));
  }

  /** Raises the epoch. Sent twice it is raised twice, which harms nobody. */
  async take(key: string, owner: string): Promise<StoredControl> {
    try {
      const taken = await retrying(() =>
        this.#controls.findOneAndUpdate(
          { _id: key },
          { $inc: { epoch: 1 }, $set: { owner }, $setOnInsert: NEW },
          { upsert: true, returnDocument: 'after' },
        ),
      );
      if (taken === null) throw new Error(`Lease of ${key} could not be written.`);
      return { ...NEW, ...taken };
    } catch (error) {
      if (isDuplicateKey(error)) return this.take(key, owner);
      throw error;
    }
  }

  /** The compare-and-set that each commit stands or falls with. False: ask `readAll` which ones went through. */
  async advance(all: readonly Prepared[]): Promise<boolean> {
    const operations = all.map((prepared) => ({
      updateOne: { filter: expected(prepared), update: { $set: advanced(prepared) } },
    }));
    const { matchedCount } = await retrying(() => this.#controls.bulkWrite(operations, { ordered: false }));
    return matchedCount === all.length;
  }

  /** Says that these commits are applied to the end, where no later one has come. */
  async settle(settled: readonly Pick<StoredControl, '_id' | 'pending' | 'seq' | 'checkpoint'>[]): Promise<void> {
    const operations = settled.map(({ _id, pending, seq, checkpoint }) => ({
      updateOne: {
        filter: { _id, pending },
        update: { $set: { applied: { seq, checkpoint }, pending: null, redo: null, chunks: 0 } },
      },
    }));
    await retrying(() => this.#controls.bulkWrite(operations, { ordered: false }));
  }

  get #controls() {
    return this.database.collection<StoredControl>(CONTROLS);
  }
}

const expected = ({ key, commit }: Prepared) => ({
  _id: key,
  epoch: commit.epoch,
  seq: commit.expectedSeq,
  pending: null,
});

function advanced({ name, commit: { checkpoint }, seq, writes, redo, chunks }: Prepared): Partial<StoredControl> {
  const next = { seq, checkpoint, commit: name };
  return writes.length === 0 ? { ...next, applied: { seq, checkpoint } } : { ...next, pending: name, redo, chunks };
}
