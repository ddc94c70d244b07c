import { type EventLog, ForeignPosition, type Position } from '#event-store';
import type { FindOptions, Found, Page, ReadStore, Where } from '#read-store';
import { PARTITIONS } from '../domain/index.js';
import { earliest } from '../runner/generation.js';
import { buildName, collectionOf } from '../runner/names.js';
import { readPointer } from '../runner/pointers.js';

/** How current an answer from the read store is (CONTRACTS P7). */
export interface Currency {
  /** Everything up to here is in it. `null`: nothing yet. */
  asOfPosition: Position | null;
  /** Since when nothing keeps it up to date, because its code was replaced and the new build has not caught up. */
  staleSince?: string;
}

/** Documents of a projection, whichever build of it is live. */
export class Projected {
  constructor(
    private readonly reads: ReadStore,
    private readonly events: Pick<EventLog, 'compare'>,
  ) {}

  async get(projection: string, collection: string, id: string): Promise<Found | undefined> {
    const place = await this.collection(projection, collection);
    return place === undefined ? undefined : this.reads.get(place, id);
  }

  async find(projection: string, collection: string, options: FindOptions): Promise<Page & Currency> {
    const currency = await this.currency(projection);
    const place = await this.collection(projection, collection);
    const page = place === undefined ? { items: [] } : await this.reads.find(place, options);
    return { ...page, ...currency };
  }

  async count(projection: string, collection: string, where?: Where): Promise<number> {
    const place = await this.collection(projection, collection);
    return place === undefined ? 0 : this.reads.count(place, where);
  }

  async currency(projection: string): Promise<Currency> {
    const pointer = await readPointer(this.reads, projection);
    if (pointer === undefined) return { asOfPosition: null };
    const id = buildName(projection, pointer.live);
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    const controls = await Promise.all(partitions.map((partition) => this.reads.control(id, partition)));
    const asOfPosition = this.earliestKnown(controls.map((control) => control?.checkpoint ?? null));
    return { asOfPosition, ...(pointer.staleSince === undefined ? {} : { staleSince: pointer.staleSince }) };
  }

  /** `null` also for what was made of another log, until it is made anew of this one (CONTRACTS R7). */
  private earliestKnown(checkpoints: readonly (Position | null)[]): Position | null {
    try {
      return earliest(checkpoints, this.events.compare.bind(this.events));
    } catch (error) {
      if (error instanceof ForeignPosition) return null;
      throw error;
    }
  }

  /** The read store's own name of a collection of the live build; `undefined` before the runner's first start. */
  async collection(projection: string, collection: string): Promise<string | undefined> {
    const pointer = await readPointer(this.reads, projection);
    return pointer && collectionOf(projection, pointer.live, collection);
  }
}
