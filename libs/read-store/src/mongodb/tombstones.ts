import type { Db } from 'mongodb';
import { retrying } from '#mongo-connection';
import { BATCH_MILLIS_MAX, CLEARING_MILLIS, TOMBSTONE_MILLIS } from './limits.js';
import type { Stored } from './stored.js';

/** Places whose last clearing is remembered; forgetting one clears it once more. */
const PLACES_MAX = 1_000;

/** Removes tombstones that are older than any batch in which a writer may still go on. */
export class Tombstones {
  readonly #cleared = new Map<string, number>();

  constructor(
    private readonly database: Db,
    private readonly now: () => number = Date.now,
  ) {}

  /** After removals; does something once an hour. */
  async clear(place: string): Promise<void> {
    const now = this.now();
    if (now - (this.#cleared.get(place) ?? 0) < CLEARING_MILLIS) return;
    if (this.#cleared.size >= PLACES_MAX) this.#cleared.clear();
    this.#cleared.set(place, now);
    const before = new Date(now - TOMBSTONE_MILLIS);
    await retrying(() => this.database.collection<Stored>(place).deleteMany({ goneAt: { $lt: before } }));
  }
}

/** A function that throws once a batch has gone on for too long: its writer was suspended, and tombstones may be gone. */
export function batchDeadline(now: () => number = Date.now): () => void {
  const begun = now();
  return () => {
    const millis = now() - begun;
    if (millis > BATCH_MILLIS_MAX)
      throw new Error(`A batch was given up after ${millis} ms; the next take finishes it.`);
  };
}
