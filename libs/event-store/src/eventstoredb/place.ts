import { ForeignPosition, type Position } from '../port.js';

/** Where a record lies in EventStoreDB's transaction log. What Circulog writes has `commit` equal to `prepare`. */
export interface Place {
  commit: bigint;
  prepare: bigint;
}

export function comparePlaces(a: Place, b: Place): number {
  const difference = a.commit - b.commit || a.prepare - b.prepare;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Positions of one log, written as `<epoch>:<commit>`, or `<epoch>:<commit>.<prepare>` where those differ. */
export class PlaceTokens {
  private readonly prefix: string;

  constructor(private readonly epoch: string) {
    this.prefix = `${epoch}:`;
  }

  write({ commit, prepare }: Place): Position {
    return commit === prepare ? `${this.prefix}${commit}` : `${this.prefix}${commit}.${prepare}`;
  }

  /** `null` for the start of the log. Throws `ForeignPosition` for anything that this log did not give out. */
  read(position: Position | null): Place | null {
    return position === null ? null : this.place(position);
  }

  place(position: Position): Place {
    const value = position.startsWith(this.prefix) ? position.slice(this.prefix.length) : '';
    const [, commit, prepare] = /^(\d{1,19})(?:\.(\d{1,19}))?$/.exec(value) ?? [];
    if (commit === undefined) throw new ForeignPosition(position, this.epoch);
    return { commit: BigInt(commit), prepare: BigInt(prepare ?? commit) };
  }
}
