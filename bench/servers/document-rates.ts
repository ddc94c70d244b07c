import { type Control, openReadStore, type ReadStore, type Write } from '#read-store';
import { type Rate, repeated } from './rate.js';

const PARTITIONS = Array.from({ length: 32 }, (_, partition) => partition);
const PROJECTION = 'bench';
const COLLECTION = 'bench-devices';
const PER_PARTITION = 8;
const MODELS = 20;
const SECONDS = 2;
const READ_AT_ONCE = 200;
const PAGE = 10;

/** As large as the document of a device with some events. */
const FILLING = 'x'.repeat(900);

/** Rates of the read store that a URL names, over documents that the measurement itself commits. */
export async function documentRates(url: string): Promise<Rate[]> {
  const store = await openReadStore(url);
  try {
    const work = new Committer(store);
    await work.begin();
    const fresh = await repeated('commitAll, 256 new documents in 32 partitions', 'documents/s', {
      callers: 1,
      seconds: SECONDS,
      step: () => work.commit(0),
    });
    const again = await repeated('commitAll, 256 known documents in 32 partitions', 'documents/s', {
      callers: 1,
      seconds: SECONDS,
      step: () => work.commit(work.written),
    });
    return [fresh, again, ...(await readRates(store, work.written))];
  } finally {
    await store.drop(COLLECTION);
    await store.close();
  }
}

/** Commits batches as a projection does: documents of every partition, each partition with its checkpoint. */
class Committer {
  written = 0;
  #turn = 0;
  #controls: Control[] = [];

  constructor(private readonly store: ReadStore) {}

  async begin(): Promise<void> {
    await this.store.define([{ name: COLLECTION, indexes: [{ field: 'model' }, { field: 'visibleTo', many: true }] }]);
    this.#controls = await this.store.takeAll(PROJECTION, PARTITIONS, 'bench');
  }

  /** `known`: so many documents are there already, and the next of them are written again; 0 writes new ones. */
  async commit(known: number): Promise<number> {
    const count = PARTITIONS.length * PER_PARTITION;
    const first = known === 0 ? this.written : (this.#turn++ * count) % known;
    const seq = (this.#controls[0]?.seq ?? 0) + 1;
    const outcomes = await this.store.commitAll(
      this.#controls.map(({ epoch, seq: expectedSeq }, partition) => ({
        projection: PROJECTION,
        partition,
        epoch,
        expectedSeq,
        seq,
        checkpoint: `bench:${seq}`,
        writes: documentsFrom(first + partition * PER_PARTITION, seq),
      })),
    );
    if (outcomes.some(({ status }) => status === 'fenced')) throw new Error('another process took the lease');
    this.#controls = this.#controls.map((control) => ({ ...control, seq }));
    if (known === 0) this.written += count;
    return count;
  }
}

const idOf = (number: number) => `device-${String(number).padStart(8, '0')}`;

const documentsFrom = (first: number, seq: number): Write[] =>
  Array.from({ length: PER_PARTITION }, (_, index) => ({
    collection: COLLECTION,
    id: idOf(first + index),
    document: { model: `m-${(first + index) % MODELS}`, visibleTo: ['bench'], seq, text: FILLING },
  }));

async function readRates(store: ReadStore, written: number): Promise<Rate[]> {
  let turn = 0;
  const getMany = await repeated(`getMany of ${READ_AT_ONCE}`, 'documents/s', {
    callers: 1,
    seconds: SECONDS,
    step: async () => {
      const ids = Array.from({ length: READ_AT_ONCE }, () => idOf((turn++ * 7919) % written));
      return (await store.getMany(COLLECTION, ids)).size;
    },
  });
  const find = await repeated(`find by an indexed field, pages of ${PAGE}`, 'documents/s', {
    callers: 1,
    seconds: SECONDS,
    step: async () => {
      const { items } = await store.find(COLLECTION, { where: { model: `m-${turn++ % MODELS}` }, limit: PAGE });
      return items.length;
    },
  });
  return [getMany, find];
}
