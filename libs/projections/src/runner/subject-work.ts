import type { JsonObject } from '#kernel';
import type { ReadStore, Write } from '#read-store';
import {
  areSame,
  type Contribution,
  decodeShares,
  differences,
  encodeShares,
  PARTITIONS,
  type ProjectedDocument,
  partitionOf,
  type Shares,
  shareKey,
  sharesOf,
} from '../domain/index.js';
import { CellChanges, cellWrite, changeWrites } from './cell-changes.js';
import type { Generation } from './generation.js';

/** What a subject gives now; nothing for a device that is part of another. */
export interface SubjectOutput {
  subject: string;
  documents: readonly ProjectedDocument[];
  contributions: readonly Contribution[];
  /** Events of the batch that touched it. */
  causes: readonly string[];
}

interface Publication {
  position: string;
  /** Only the build that is read publishes its changes. */
  publish: boolean;
  isClosed(period: string): boolean;
}

type Kept = [collection: string, id: string];

/** All that one batch writes in one build: documents, records of subjects, cells, changes. */
export class SubjectWork {
  readonly #puts = new Map<string, { partition: number; write: Write }>();
  readonly #removals = new Map<string, { partition: number; write: Write }>();
  readonly #cells: CellChanges;

  constructor(
    private readonly generation: Generation,
    private readonly reads: ReadStore,
  ) {
    this.#cells = new CellChanges(generation, reads);
  }

  /** Compares each subject with its record. A subject comes at most once per batch. */
  async add(outputs: readonly SubjectOutput[]): Promise<void> {
    const collection = this.generation.subjectsCollection;
    const records = await this.reads.getMany(
      collection,
      outputs.map(({ subject }) => subject),
    );
    for (const output of outputs) this.#addOne(output, records.get(output.subject)?.document);
  }

  put(partition: number, write: Write): void {
    const kind = 'remove' in write ? this.#removals : this.#puts;
    kind.set(`${write.collection}\n${write.id}`, { partition, write });
  }

  /** Writes by partition, and the amounts that the cells hold once they are committed. */
  async finish(publication: Publication): Promise<{ writes: Write[][]; amounts: Map<string, bigint> }> {
    const writes: Write[][] = Array.from({ length: PARTITIONS }, () => []);
    // A document that passes from one subject to another, as in a merge, is put with the sequence that removes it.
    for (const { partition, write } of [...this.#removals.values(), ...this.#puts.values()]) {
      writes[partition]?.push(write);
    }
    const changes = await this.#cells.settle(publication.isClosed);
    // Before the cells: where a store writes one after the other, no cell is newer than what the list says of it.
    if (publication.publish) {
      const byPartition = Map.groupBy(changes, ({ partition }) => partition);
      for (const [partition, some] of byPartition) {
        const { projection, build } = this.generation;
        const source = { name: projection.name, generation: build.generation, cause: 'events' as const };
        const seq = this.generation.nextSeq;
        writes[partition]?.push(...changeWrites({ ...source, seq, position: publication.position }, partition, some));
      }
    }
    const amounts = new Map<string, bigint>();
    for (const change of changes) {
      const write = cellWrite(this.generation.cellsCollection, change);
      writes[change.partition]?.push(write);
      amounts.set(write.id, change.new);
    }
    return { writes, amounts };
  }

  #addOne({ subject, documents, contributions, causes }: SubjectOutput, record: JsonObject | undefined): void {
    const partition = partitionOf(subject);
    const before = decodeShares(record?.shares as JsonObject | undefined);
    const after = sharesOf(contributions);
    for (const [key, amount] of differences(before, after)) this.#cells.add(key, partition, amount, causes);
    const kept = documents.map(({ collection, id }): Kept => [this.generation.collection(collection), id]);
    for (const [collection, id] of (record?.documents ?? []) as Kept[]) {
      if (!kept.some(([c, i]) => c === collection && i === id)) this.put(partition, { collection, id, remove: true });
    }
    documents.forEach(({ id, document }, index) => {
      const [collection] = kept[index] as Kept;
      this.put(partition, { collection, id, document });
    });
    const isKnown =
      record !== undefined && areSame(before, after) && areSameDocuments(record.documents as Kept[], kept);
    if (!isKnown) this.#record(subject, partition, { after, kept, isNew: record === undefined });
  }

  #record(
    subject: string,
    partition: number,
    { after, kept, isNew }: { after: Shares; kept: Kept[]; isNew: boolean },
  ): void {
    const collection = this.generation.subjectsCollection;
    if (after.size > 0 || kept.length > 0) {
      const document = { partition, cells: shareKeys(after), documents: kept, shares: encodeShares(after) };
      this.put(partition, { collection, id: subject, document });
    } else if (!isNew) this.put(partition, { collection, id: subject, remove: true });
  }
}

const areSameDocuments = (before: readonly Kept[], after: readonly Kept[]): boolean =>
  before.length === after.length &&
  before.every(([collection, id], index) => after[index]?.[0] === collection && after[index][1] === id);

function shareKeys(shares: Shares): string[] {
  const keys = new Set<string>();
  for (const key of shares.keys()) {
    const [measure = '', period = ''] = key.split('|', 2);
    keys.add(shareKey(measure, period));
  }
  return [...keys].sort();
}
