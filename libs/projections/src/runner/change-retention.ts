import type { EventLog } from '#event-store';
import type { Found, ReadStore, Write } from '#read-store';
import { PARTITIONS, partitionKey } from '../domain/index.js';
import type { Generation } from './generation.js';
import { PRUNE_EVERY_MILLIS, PRUNED_ENTRIES_MAX } from './limits.js';
import { changesOf } from './names.js';

const DAY_MILLIS = 86_400_000;

interface Options {
  events: EventLog;
  reads: ReadStore;
  /** Days of the log for which changes are kept. */
  days: number;
  now(): number;
}

interface Outdated {
  /** By partition. */
  writes: Write[][];
  isAll: boolean;
  /** Above the sequence of every entry: builds count their own from the start, and the list outlives them. */
  seqMin: number;
}

/**
 * Forgets changes of cells that are older than some days, by the log's own times: a reader that was away for longer
 * starts again from the cells, as it does when it is new. Marks of restated periods are kept for good.
 */
export class ChangeRetention {
  /** By projection: when to look next. UTC milliseconds. */
  readonly #due = new Map<string, number>();

  constructor(private readonly options: Options) {}

  /** Some of what is due, so that no turn takes long. Throws `Fenced` without the lease. */
  async prune(generation: Generation): Promise<void> {
    const { projection, checkpoint } = generation;
    const now = this.options.now();
    if (projection.shape === 'event' || checkpoint === null || now < (this.#due.get(projection.name) ?? 0)) return;
    const { writes, isAll, seqMin } = await this.#outdated(changesOf(projection.name), now);
    if (writes.some(({ length }) => length > 0)) await generation.commit(checkpoint, writes, [], seqMin);
    if (isAll) this.#due.set(projection.name, now + PRUNE_EVERY_MILLIS);
  }

  async #outdated(collection: string, now: number): Promise<Outdated> {
    const { events, reads, days } = this.options;
    const until = await events.positionAt(new Date(now - days * DAY_MILLIS).toISOString());
    const isOutdated = ({ document: { position } }: Found): boolean => {
      const place = String(position);
      if (!place.startsWith(`${events.epoch}:`)) return true;
      return until !== null && events.compare(place, until) <= 0;
    };
    const writes: Write[][] = [];
    let isAll = true;
    let seqMin = 0;
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const place = `${partitionKey(partition)}/`;
      const where = { id: { from: place, to: `${place}~` } };
      // Ids ascend with the log, so that the first that is young enough ends the old ones.
      const { items } = await reads.find(collection, { where, limit: PRUNED_ENTRIES_MAX });
      const young = items.findIndex((entry) => !isOutdated(entry));
      const old = young < 0 ? items : items.slice(0, young);
      if (old.length === PRUNED_ENTRIES_MAX) isAll = false;
      for (const { seq } of old) seqMin = Math.max(seqMin, seq + 1);
      writes.push(old.map(({ id }) => ({ collection, id, remove: true as const })));
    }
    return { writes, isAll, seqMin };
  }
}
