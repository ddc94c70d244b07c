import { comparePlaces, type Place } from '../place.js';
import type { NewRecord, ServerDelivery, StoredRecord, StreamServer, WriteResult } from '../stream-server.js';

/** The part of an EventStoreDB that the protocol of appends needs, in memory, so that its steps can be put in any order. */
export class MemoryServer implements StreamServer {
  readonly records: StoredRecord[] = [];
  private readonly streams = new Map<string, StoredRecord[]>();

  async write(stream: string, expectedRevision: number, records: readonly NewRecord[]): Promise<WriteResult> {
    const present = this.streams.get(stream) ?? [];
    if (present.length !== expectedRevision + 1) return this.repeated(present, expectedRevision, records);
    const added = records.map((record, index): StoredRecord => {
      const at = BigInt(this.records.length + index) * 100n;
      return { ...record, stream, revision: expectedRevision + 1 + index, place: { commit: at, prepare: at } };
    });
    this.streams.set(stream, [...present, ...added]);
    this.records.push(...added);
    return { status: 'written', place: added.at(-1)?.place ?? null };
  }

  /** EventStoreDB looks at ids only: what was written is not compared. */
  private repeated(present: readonly StoredRecord[], expected: number, records: readonly NewRecord[]): WriteResult {
    const there = present.slice(expected + 1, expected + 1 + records.length);
    const same = there.length === records.length && there.every(({ id }, index) => id === records[index]?.id);
    if (same) return { status: 'written', place: there.at(-1)?.place ?? null };
    return { status: 'wrong-revision', actualRevision: present.length - 1 };
  }

  async read(stream: string, fromRevision: number, limit: number): Promise<StoredRecord[]> {
    return (this.streams.get(stream) ?? []).slice(fromRevision, fromRevision + limit);
  }

  async last(stream: string): Promise<StoredRecord | undefined> {
    return this.streams.get(stream)?.at(-1);
  }

  async readAll(after: Place | null, limit: number): Promise<StoredRecord[]> {
    return this.records.filter(({ place }) => after === null || comparePlaces(place, after) > 0).slice(0, limit);
  }

  async readAllBackwards(before: Place | null, limit: number): Promise<StoredRecord[]> {
    const earlier = this.records.filter(({ place }) => before === null || comparePlaces(place, before) < 0);
    return earlier.reverse().slice(0, limit);
  }

  /** Appends need no subscriptions. */
  async *subscribe(): AsyncGenerator<ServerDelivery> {}

  async close(): Promise<void> {}
}
