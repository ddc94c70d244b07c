import { setImmediate } from 'node:timers/promises';
import type { JsonObject } from '#kernel';
import { FIND_LIMIT_MAX, type Found, type ReadStore, type Write } from '#read-store';
import { PARTITIONS } from '../domain/index.js';
import { type BuildStores, collectionsOf, type RunningBuild } from './builds.js';
import { type CellChange, changeWrites } from './cell-changes.js';
import { type Build, CELLS, collectionOf } from './names.js';
import type { Pointer } from './pointers.js';

/**
 * Makes a build that has caught up the one that is read. What it counts otherwise than the build before is published as
 * restatements, in the same commit that moves the pointer (CONTRACTS P3). The collections of the build before are left
 * to be cleared: somebody may be reading them.
 */
export async function takeOver(
  running: RunningBuild,
  isClosed: (period: string) => boolean,
  stores: BuildStores,
): Promise<void> {
  const { generation, cause } = running;
  const { projection, build } = generation;
  const pointer = await stores.pointers.read(projection.name);
  const position = generation.checkpoint;
  if (pointer === undefined || position === null) return;
  const writes: Write[][] = Array.from({ length: PARTITIONS }, () => []);
  if (projection.shape !== 'event') {
    const changes = await differencesBetween(projection.name, { before: pointer.live, after: build }, stores.reads);
    const some = changes.map((change) => ({ ...change, restated: isClosed(change.cell.period) }));
    for (const [partition, own] of Map.groupBy(some, (change) => change.partition)) {
      const seq = generation.nextSeq;
      const source = { name: projection.name, generation: build.generation, seq, position, cause };
      writes[partition]?.push(...changeWrites(source, partition, own));
    }
  }
  const retired = [...pointer.retired, ...collectionsOf(projection, pointer.live)];
  const moved: Pointer = { live: build, last: pointer.last, retired };
  await generation.commit(position, writes, [await stores.pointers.commitOf(projection.name, moved)]);
  running.role = 'live';
}

async function differencesBetween(
  name: string,
  { before, after }: { before: Build; after: Build },
  reads: ReadStore,
): Promise<CellChange[]> {
  const old = collectionOf(name, before, CELLS);
  const present = collectionOf(name, after, CELLS);
  const changes: CellChange[] = [];
  for await (const [page, others] of sideBySide(reads, old, present)) {
    for (const cell of page) changes.push(changeOf(cell, amountOf(cell), amountOf(others.get(cell.id))));
  }
  for await (const [page, others] of sideBySide(reads, present, old)) {
    for (const cell of page) if (!others.has(cell.id)) changes.push(changeOf(cell, 0n, amountOf(cell)));
  }
  return changes.filter((change) => change.old !== change.new);
}

async function* sideBySide(
  reads: ReadStore,
  one: string,
  other: string,
): AsyncGenerator<[Found[], Map<string, Found>]> {
  let after: string | undefined;
  do {
    const page = await reads.find(one, { limit: FIND_LIMIT_MAX, ...(after === undefined ? {} : { after }) });
    const ids = page.items.map(({ id }) => id);
    yield [page.items, await reads.getMany(other, ids)];
    after = page.next;
    await setImmediate();
  } while (after !== undefined);
}

const amountOf = (found: Found | undefined): bigint => BigInt(String(found?.document.amount ?? 0));

function changeOf({ id, document }: Found, old: bigint, now: bigint): CellChange {
  const { measure, period, effectiveOn, partition, amount: _, ...dimensions } = document as JsonObject;
  const cell = {
    measure: String(measure),
    period: String(period),
    effectiveOn: String(effectiveOn),
    dimensions: dimensions as Record<string, string>,
  };
  return { id, cell, partition: Number(partition), old, new: now, causes: [], restated: false };
}
