import type { JsonObject } from '#kernel';
import type { CommitOutcome, ReadStore, Write } from '../port.js';

/** Commits writes as the one owner of partition 0 of a projection. */
export async function written(store: ReadStore, writes: readonly Write[], projection = 'test'): Promise<CommitOutcome> {
  const { epoch, seq } = await store.take(projection, 0, 'suite');
  return store.commit({ projection, partition: 0, epoch, expectedSeq: seq, checkpoint: 'e:1', writes });
}

export const documents = (collection: string, byId: Record<string, JsonObject>): Write[] =>
  Object.entries(byId).map(([id, document]) => ({ collection, id, document }));
