import type { Position } from '#event-store';
import { BoundedMap } from '#kernel';
import type { Commit, CommitOutcome, Control, ReadStore, Write } from '#read-store';
import { PARTITIONS, type Projection } from '../domain/index.js';
import { CACHED_CELLS_MAX, FOLDED_DEVICES_MAX } from './limits.js';
import { type Build, buildCollections, buildName, CELLS, collectionOf, SUBJECTS, sharedCollections } from './names.js';

/** Another runner holds the lease: this one must not write any more. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

type Compare = (a: Position, b: Position) => number;

const ALL_PARTITIONS = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/** One build of one projection, with its leases, its place in the log and what it remembers between batches. */
export class Generation {
  /** Amounts by cell id. */
  readonly cells = new BoundedMap<string, bigint>(CACHED_CELLS_MAX);
  /** Up to where the fold of a device has seen the log. */
  readonly folded = new BoundedMap<string, Position>(FOLDED_DEVICES_MAX);
  readonly id: string;
  #controls: Control[] = [];

  private constructor(
    readonly projection: Projection,
    readonly build: Build,
    private readonly reads: ReadStore,
    private readonly compare: Compare,
  ) {
    this.id = buildName(projection.name, build);
  }

  /** Creates what is missing, and takes the lease of every partition. */
  static async open(
    projection: Projection,
    build: Build,
    reads: ReadStore,
    { owner, compare }: { owner: string; compare: Compare },
  ): Promise<Generation> {
    const generation = new Generation(projection, build, reads, compare);
    await reads.define([...buildCollections(projection, build), ...sharedCollections(projection.name)]);
    generation.#controls = await reads.takeAll(generation.id, ALL_PARTITIONS, owner);
    return generation;
  }

  get cellsCollection(): string {
    return this.collection(CELLS);
  }

  get subjectsCollection(): string {
    return this.collection(SUBJECTS);
  }

  collection(name: string): string {
    return collectionOf(this.projection.name, this.build, name);
  }

  /** The earliest checkpoint of the partitions: nothing before it is missing. */
  get checkpoint(): Position | null {
    return earliest(
      this.#controls.map(({ checkpoint }) => checkpoint),
      this.compare,
    );
  }

  /** Whether what it holds comes from the log of that epoch, as far as it has come. */
  isOf(epoch: string): boolean {
    return this.#controls.every(({ checkpoint }) => checkpoint === null || checkpoint.startsWith(`${epoch}:`));
  }

  /** Whether a partition has this position behind it. */
  hasPassed(partition: number, position: Position): boolean {
    const checkpoint = this.#controls[partition]?.checkpoint ?? null;
    return checkpoint !== null && this.compare(checkpoint, position) >= 0;
  }

  /** One for all partitions, so that a document that passes between subjects of two partitions is the later one's. */
  get nextSeq(): number {
    return Math.max(...this.#controls.map(({ seq }) => seq)) + 1;
  }

  /** Documents of an older build may hold a higher sequence than this one has come to: `seqMin` writes over them. */
  commitsOf(position: Position, writes: readonly (readonly Write[])[], seqMin = 0): Commit[] {
    const seq = Math.max(this.nextSeq, seqMin);
    return this.#controls.map(({ epoch, seq: expectedSeq }, partition) => ({
      projection: this.id,
      partition,
      epoch,
      expectedSeq,
      seq,
      checkpoint: position,
      writes: writes[partition] ?? [],
    }));
  }

  /** Commits every partition, and whatever has to come with it. Throws `Fenced` if another runner took over. */
  async commit(
    position: Position,
    writes: readonly (readonly Write[])[],
    with_: readonly Commit[] = [],
    seqMin = 0,
  ): Promise<void> {
    this.committed(position, await this.reads.commitAll([...this.commitsOf(position, writes, seqMin), ...with_]));
  }

  /** Goes on from the outcomes of its commits, which come first, by partition. Throws `Fenced` if another runner took over. */
  committed(position: Position, outcomes: readonly CommitOutcome[]): void {
    if (outcomes.some(({ status }) => status === 'fenced')) throw new Fenced(`${this.id} was taken over.`);
    this.#controls = this.#controls.map((control, partition) => {
      const { seq } = outcomes[partition] ?? control;
      return { ...control, checkpoint: position, seq };
    });
  }

  /** After a failure: what the store says counts, and nothing is remembered. Throws `Fenced` without the lease. */
  async recover(): Promise<void> {
    this.cells.clear();
    this.folded.clear();
    const present = await Promise.all(ALL_PARTITIONS.map((partition) => this.reads.control(this.id, partition)));
    this.#controls = this.#controls.map((mine, partition) => {
      const control = present[partition];
      if (control?.epoch !== mine.epoch) throw new Fenced(`${this.id} was taken over.`);
      return control;
    });
  }
}

export function earliest(checkpoints: readonly (Position | null)[], compare: Compare): Position | null {
  let least = checkpoints[0] ?? null;
  for (const checkpoint of checkpoints) {
    if (checkpoint === null) return null;
    if (least !== null && compare(checkpoint, least) < 0) least = checkpoint;
  }
  return least;
}
