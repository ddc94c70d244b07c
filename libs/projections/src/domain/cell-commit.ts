import type { Cell } from './cell.js';

/** What one commit changed in the cells, as the change list keeps it (CONTRACTS P6). */
export interface CellCommit extends CommitPlace {
  /** Everything in the log up to here is in the cells after it. */
  position: string;
  /** `events`: facts changed; `rebuild`, `version`: the build that took over counts otherwise. */
  cause: 'events' | 'rebuild' | 'version';
  changes: ListedChange[];
}

export interface ListedChange {
  /** Document id of the cell, the same in every build. */
  id: string;
  cell: Cell;
  old: bigint;
  new: bigint;
  because: readonly string[];
  /** Its period was closed before. */
  restated: boolean;
}

/** Orders the commits of a projection: builds follow each other, and all partitions share the sequence. */
export interface CommitPlace {
  generation: number;
  seq: number;
}

export const comparePlaces = (a: CommitPlace, b: CommitPlace): number => a.generation - b.generation || a.seq - b.seq;
