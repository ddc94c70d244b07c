import type { JsonObject } from '#kernel';
import type { Commit, Control, ReadStore, Write } from '#read-store';
import { type Build, POINTERS } from './names.js';

/** Which build of a projection is read, which one is being made, and what is left to clear away. */
export interface Pointer {
  live: Build;
  building?: Build;
  /** Number of the last build begun. */
  last: number;
  /** Since when the live build's own code no longer runs. RFC 3339. */
  staleSince?: string;
  /** Collections of builds that nobody reads any more. */
  retired: string[];
}

export async function readPointer(reads: ReadStore, name: string): Promise<Pointer | undefined> {
  const found = await reads.get(POINTERS, name);
  return found?.document as unknown as Pointer | undefined;
}

/** The one place that says what is read. Written under a lease of its own. */
export class Pointers {
  #control: Control | undefined;

  constructor(
    private readonly reads: ReadStore,
    private readonly owner: string,
  ) {}

  /** Takes the lease before anything is worked on: a runner from before can move no pointer from then on. */
  async take(): Promise<void> {
    this.#control = await this.reads.take(POINTERS, 0, this.owner);
  }

  read(name: string): Promise<Pointer | undefined> {
    return readPointer(this.reads, name);
  }

  async write(name: string, pointer: Pointer): Promise<void> {
    const [outcome] = await this.reads.commitAll([await this.commitOf(name, pointer)]);
    if (outcome?.status !== 'committed') throw new Error(`Another runner moved the pointer of ${name}.`);
  }

  /** The commit that moves a pointer, to be made together with others. */
  async commitOf(name: string, pointer: Pointer): Promise<Commit> {
    const control = await this.#lease();
    const write: Write = { collection: POINTERS, id: name, document: pointer as unknown as JsonObject };
    return {
      projection: POINTERS,
      partition: 0,
      epoch: control.epoch,
      expectedSeq: control.seq,
      checkpoint: '-',
      writes: [write],
    };
  }

  async #lease(): Promise<Control> {
    this.#control ??= await this.reads.take(POINTERS, 0, this.owner);
    const present = await this.reads.control(POINTERS, 0);
    if (present?.epoch !== this.#control.epoch) throw new Error('Another runner holds the pointers.');
    return present;
  }
}
