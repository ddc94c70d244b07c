import type { JsonObject } from '#kernel';
import type { Control, ReadStore, Write } from '#read-store';

/** Work of a projection over two partitions: each batch puts, replaces, removes and revives documents. */

const PROJECTION = 'fleet';
const PARTITIONS = [0, 1];
export const COLLECTIONS = [
  { name: 'devices', indexes: [{ field: 'model' }, { field: 'visibleTo', many: true as const }] },
  { name: 'cells', indexes: [] },
];

const put = (collection: string, id: string, document: JsonObject): Write => ({ collection, id, document });
const remove = (collection: string, id: string): Write => ({ collection, id, remove: true });

/** Larger than what fits into a control document. */
const LARGE = 'x'.repeat(1_100_000);

/** Writes by batch, then by partition. */
const BATCHES: readonly (readonly Write[])[][] = [
  [[put('devices', 'a', { model: 'one', visibleTo: ['x'] }), put('cells', 'n', { amount: '1' })], []],
  [
    [put('devices', 'a', { model: 'two' }), put('devices', 'b', { model: 'b' }), put('cells', 'n', { amount: '2' })],
    [put('devices', 'p', { model: 'p', visibleTo: ['y'] }), put('cells', 'm', { amount: '1' })],
  ],
  [
    [remove('devices', 'b'), remove('cells', 'n'), put('devices', 'c', { model: 'c', large: LARGE })],
    [remove('devices', 'p'), put('cells', 'm', { amount: '2' })],
  ],
  [[put('devices', 'b', { model: 'again' }), remove('devices', 'c')], [put('cells', 'm', { amount: '3' })]],
];

const checkpointOf = (batch: number): string => `e:${batch + 1}`;
const batchAfter = ({ checkpoint }: Control): number => (checkpoint === null ? 0 : Number(checkpoint.slice(2)));

/** Takes the lease and works to the end, each partition from where it stands. False: somebody else took over. */
export async function work(store: ReadStore, owner: string): Promise<boolean> {
  await store.define(COLLECTIONS);
  let controls = await store.takeAll(PROJECTION, PARTITIONS, owner);
  for (let batch = Math.min(...controls.map(batchAfter)); batch < BATCHES.length; batch++) {
    const behind = controls
      .map((control, partition) => ({ control, partition }))
      .filter(({ control }) => batchAfter(control) <= batch);
    const seq = Math.max(...controls.map((control) => control.seq)) + 1;
    const outcomes = await store.commitAll(
      behind.map(({ control, partition }) => ({
        projection: PROJECTION,
        partition,
        epoch: control.epoch,
        expectedSeq: control.seq,
        seq,
        checkpoint: checkpointOf(batch),
        writes: BATCHES[batch]?.[partition] ?? [],
      })),
    );
    if (outcomes.some(({ status }) => status === 'fenced')) return false;
    controls = controls.map((control) =>
      batchAfter(control) <= batch ? { ...control, seq, checkpoint: checkpointOf(batch) } : control,
    );
  }
  return true;
}

/** Everything that a reader can see, by collection and id; sequences depend on how often work was begun again. */
export async function seen(store: ReadStore): Promise<JsonObject> {
  const documents: JsonObject = {};
  for (const { name } of COLLECTIONS) {
    const { items } = await store.find(name, { limit: 100 });
    for (const { id, document } of items) documents[`${name}/${id}`] = { ...document, large: typeof document.large };
  }
  const controls = await Promise.all(PARTITIONS.map((partition) => store.control(PROJECTION, partition)));
  const found = await store.find('devices', { where: { visibleTo: { contains: ['x', 'y'] } }, limit: 10 });
  return {
    documents,
    visible: found.items.map(({ id }) => id),
    checkpoints: controls.map((control) => control?.checkpoint ?? null),
  };
}

/** Documents that readers miss although the checkpoint that they are told says that they are there. */
export async function missing(store: ReadStore): Promise<string[]> {
  const lacking: string[] = [];
  for (const partition of PARTITIONS) {
    const control = await store.control(PROJECTION, partition);
    const reached = control === undefined ? 0 : batchAfter(control);
    for (const write of BATCHES.slice(0, reached).flatMap((batch) => batch[partition] ?? [])) {
      const later = BATCHES.slice(reached).flatMap((batch) => batch[partition] ?? []);
      const changesLater = later.some(({ collection, id }) => collection === write.collection && id === write.id);
      const last = BATCHES.slice(0, reached)
        .flatMap((batch) => batch[partition] ?? [])
        .findLast(({ collection, id }) => collection === write.collection && id === write.id);
      if (changesLater || last !== write) continue;
      const found = await store.get(write.collection, write.id);
      const same =
        'remove' in write ? found === undefined : JSON.stringify(found?.document) === JSON.stringify(write.document);
      if (!same) lacking.push(`${write.collection}/${write.id} at ${reached}`);
    }
  }
  return lacking;
}
