import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import { type Commit, type CommitOutcome, type Control, InvalidQuery } from '../port.js';
import { applyRedo, type Places, type Redo } from './applying.js';
import type { Catalogue } from './catalogue.js';
import { Controls, controlKey, controlOf, type Prepared, type StoredControl } from './controls.js';
import { INLINE_REDO_BYTES_MAX } from './limits.js';
import { RedoChunks, redoWrite, totalBytes } from './redo.js';
import { Tombstones } from './tombstones.js';

/**
 * Commits without transactions (P4, ADR of the MongoDB stores): the redo record is made durable by one compare-and-set
 * on the control document; then documents are written from it; then the control says that they are.
 */
export class Committing {
  readonly #controls: Controls;
  readonly #chunks: RedoChunks;
  /** Epochs that this store took: what is pending under them it may finish itself. */
  readonly #held = new Map<string, number>();
  readonly #underWay = new Set<string>();

  readonly #places: Places;

  constructor(
    database: Db,
    private readonly catalogue: Catalogue,
  ) {
    this.#places = { database, catalogue, tombstones: new Tombstones(database) };
    this.#controls = new Controls(database);
    this.#chunks = new RedoChunks(database);
  }

  /** Finishes what the owners before left half-done, in the order of the partitions. */
  async take(projection: string, partitions: readonly number[], owner: string): Promise<Control[]> {
    const keys = partitions.map((partition) => controlKey(projection, partition));
    const taken = await Promise.all(keys.map((key) => this.#controls.take(key, owner)));
    for (const { _id, epoch } of taken) this.#held.set(_id, epoch);
    await this.#finish(taken.filter(({ pending }) => pending !== null));
    await this.#chunks.clearAll(keys);
    return taken.map((each) => controlOf({ ...each, applied: { seq: each.seq, checkpoint: each.checkpoint } }));
  }

  /** What readers may rely on. After a commit that failed half-way its own store finishes it first. */
  async control(projection: string, partition: number): Promise<Control | undefined> {
    const key = controlKey(projection, partition);
    const stored = await this.#controls.read(key);
    if (stored === undefined) return undefined;
    const mine = stored.pending !== null && this.#held.get(key) === stored.epoch && !this.#underWay.has(key);
    if (!mine) return controlOf(stored);
    await this.#finish([stored]);
    return controlOf({ ...stored, applied: { seq: stored.seq, checkpoint: stored.checkpoint } });
  }

  /** Controls go first: a commit that is under way is fenced, and what it left as chunks goes after. */
  async forget(projection: string): Promise<void> {
    const keys = await this.#controls.keysOf(projection);
    for (const key of keys) this.#held.delete(key);
    await this.#controls.remove(keys);
    await this.#chunks.clearAll(keys);
  }

  async commitAll(commits: readonly Commit[]): Promise<CommitOutcome[]> {
    const prepared = await this.#prepare(commits);
    for (const { key } of prepared) this.#underWay.add(key);
    try {
      for (const each of prepared) await this.#keepLarge(each);
      const refused = await this.#advance(prepared);
      const done = prepared.filter(({ name }) => !refused.has(name));
      const chunked = prepared.filter(({ chunks }) => chunks > 0).map(({ name }) => name);
      await this.#apply(done);
      if (chunked.length > 0) await this.#chunks.clear(chunked);
      return prepared.map(({ name, seq }) => refused.get(name) ?? { status: 'committed', seq });
    } finally {
      for (const { key } of prepared) this.#underWay.delete(key);
    }
  }

  /** Everything that can be wrong with a commit is found before anything is written. */
  async #prepare(commits: readonly Commit[]): Promise<Prepared[]> {
    for (const name of new Set(commits.flatMap(({ writes }) => writes.map(({ collection }) => collection)))) {
      if ((await this.catalogue.of(name)) === undefined)
        throw new InvalidQuery(`Collection ${name} was never defined.`);
    }
    return commits.map((commit) => {
      const { projection, partition, epoch, expectedSeq, seq = expectedSeq + 1 } = commit;
      if (seq <= expectedSeq) throw new InvalidQuery(`A commit after ${expectedSeq} cannot have the sequence ${seq}.`);
      const writes = commit.writes.map(redoWrite);
      const redo = totalBytes(writes) <= INLINE_REDO_BYTES_MAX ? writes : null;
      const name = `${epoch}.${seq}.${randomUUID()}`;
      const key = controlKey(projection, partition);
      return { key, name, commit, seq, writes, redo, chunks: 0 };
    });
  }

  async #keepLarge(prepared: Prepared): Promise<void> {
    const { key, name, writes, redo } = prepared;
    if (redo === null) prepared.chunks = await this.#chunks.keep(key, name, writes);
  }

  /** The commits that did not come about, by name, with what stands instead. */
  async #advance(prepared: readonly Prepared[]): Promise<Map<string, CommitOutcome>> {
    const refused = new Map<string, CommitOutcome>();
    if (await this.#controls.advance(prepared)) return refused;
    const stored = await this.#controls.readAll(prepared.map(({ key }) => key));
    const byKey = new Map(stored.map((each) => [each._id, each]));
    for (const { key, name } of prepared) {
      const { commit, epoch = 0, seq = 0 } = byKey.get(key) ?? {};
      if (commit !== name) refused.set(name, { status: 'fenced', epoch, seq });
    }
    return refused;
  }

  async #apply(done: readonly Prepared[]): Promise<void> {
    const writing = done.filter(({ writes }) => writes.length > 0);
    if (writing.length === 0) return;
    await applyRedo(this.#places, writing);
    await this.#controls.settle(
      writing.map(({ key, name, seq, commit }) => ({ _id: key, pending: name, seq, checkpoint: commit.checkpoint })),
    );
  }

  async #finish(pending: readonly StoredControl[]): Promise<void> {
    const records: Redo[] = [];
    for (const { _id, seq, pending: name, redo, chunks } of pending) {
      const writes = redo ?? (await this.#chunks.load(_id, name ?? '', chunks));
      if (writes !== undefined) records.push({ seq, writes });
      else if ((await this.#controls.read(_id))?.pending === name) {
        throw new Error(`The redo record ${name} of ${_id} is not complete.`);
      }
    }
    if (pending.length === 0) return;
    await applyRedo(this.#places, records);
    await this.#controls.settle(pending);
    const chunked = pending.flatMap(({ pending: name, chunks }) => (chunks > 0 && name !== null ? [name] : []));
    if (chunked.length > 0) await this.#chunks.clear(chunked);
  }
}
