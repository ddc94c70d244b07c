import type { JsonObject } from '#kernel';
import type { ReadStore, Write } from '#read-store';
import { type Cell, cellDocument, cellId, cellOfKey, partitionKey } from '../domain/index.js';
import type { Generation } from './generation.js';
import { CAUSES_MAX, CHANGES_PER_ENTRY_MAX } from './limits.js';
import { changesOf, restatedOf } from './names.js';

interface Difference {
  key: string;
  partition: number;
  amount: bigint;
  causes: Set<string>;
}

export interface CellChange {
  /** The cell's document id. */
  id: string;
  cell: Cell;
  partition: number;
  old: bigint;
  new: bigint;
  causes: readonly string[];
  /** Its period was closed before. */
  restated: boolean;
}

/** What a batch adds to the cells of one build, gathered until it is applied at once. */
export class CellChanges {
  readonly #differences = new Map<string, Difference>();

  constructor(
    private readonly generation: Pick<Generation, 'cells' | 'cellsCollection'>,
    private readonly reads: Pick<ReadStore, 'getMany'>,
  ) {}

  add(key: string, partition: number, amount: bigint, causes: readonly string[]): void {
    const id = cellId(key, partition);
    const known = this.#differences.get(id);
    if (known === undefined) {
      this.#differences.set(id, { key, partition, amount, causes: new Set(causes.slice(0, CAUSES_MAX)) });
      return;
    }
    known.amount += amount;
    for (const cause of causes) if (known.causes.size < CAUSES_MAX) known.causes.add(cause);
  }

  /** The cells that really change, with what they hold before and after. */
  async settle(isClosed: (period: string) => boolean): Promise<CellChange[]> {
    const differing = [...this.#differences].filter(([, { amount }]) => amount !== 0n);
    // Asked for once: to look at one may push another out, which would then be neither remembered nor read.
    const remembered = new Map(differing.map(([id]) => [id, this.generation.cells.get(id)]));
    const unknown = [...remembered.keys()].filter((id) => remembered.get(id) === undefined);
    const stored = await this.reads.getMany(this.generation.cellsCollection, unknown);
    return differing.map(([id, { key, partition, amount, causes }]) => {
      const old = remembered.get(id) ?? BigInt(String(stored.get(id)?.document.amount ?? 0));
      const cell = cellOfKey(key);
      const restated = isClosed(cell.period);
      return { id, cell, partition, old, new: old + amount, causes: [...causes], restated };
    });
  }
}

/** An emptied cell leaves the collection, so that a rebuild gives the same; the change list shows its zero (P6). */
export function cellWrite(collection: string, { id, cell, partition, new: amount }: CellChange): Write {
  return amount === 0n
    ? { collection, id, remove: true }
    : { collection, id, document: cellDocument(cell, partition, amount) };
}

export interface ChangeSource {
  name: string;
  generation: number;
  seq: number;
  position: string;
  /** `events`: facts changed; `rebuild`, `version`: the build that took over counts otherwise. */
  cause: 'events' | 'rebuild' | 'version';
}

/** The change list's entries of one partition and commit; ids ascend within a partition. */
export function changeWrites(source: ChangeSource, partition: number, changes: readonly CellChange[]): Write[] {
  const { name, ...rest } = source;
  const writes: Write[] = [];
  for (let start = 0; start < changes.length; start += CHANGES_PER_ENTRY_MAX) {
    const some = changes.slice(start, start + CHANGES_PER_ENTRY_MAX);
    const numbers = [source.generation, source.seq, start].map((each) => String(each).padStart(12, '0'));
    const id = [partitionKey(partition), ...numbers].join('/');
    const document: JsonObject = { partition, ...rest, changes: some.map(changeEntry) };
    writes.push({ collection: changesOf(name), id, document });
  }
  return [...writes, ...changes.filter(({ restated }) => restated).map((change) => restatedWrite(name, change))];
}

function changeEntry(change: CellChange): JsonObject {
  const { dimensions, ...cell } = change.cell;
  return {
    cell: { ...cell, dimensions: { ...dimensions } },
    old: change.old.toString(),
    new: change.new.toString(),
    because: [...change.causes],
    ...(change.restated ? { restated: true } : {}),
  };
}

/** Marks a cell as restated, for good: the document never changes, and outlives builds. */
function restatedWrite(name: string, { id, cell, partition }: CellChange): Write {
  const { amount: _, ...document } = cellDocument(cell, partition, 0n);
  return { collection: restatedOf(name), id, document };
}
