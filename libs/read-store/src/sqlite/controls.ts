import { type Commit, type CommitOutcome, type Control, InvalidQuery } from '../port.js';
import type { Connection } from './connection.js';

/** One control row per projection and partition: lease, checkpoint and sequence (P4). */
export class Controls {
  readonly #read;
  readonly #take;
  readonly #advance;
  readonly #forget;

  constructor(connection: Connection) {
    connection.exec(`CREATE TABLE IF NOT EXISTS controls (
      projection TEXT NOT NULL, partition INTEGER NOT NULL, epoch INTEGER NOT NULL, owner TEXT NOT NULL,
      checkpoint TEXT, seq INTEGER NOT NULL, PRIMARY KEY (projection, partition)) WITHOUT ROWID`);
    this.#read = connection.prepare<[string, number], Control>(
      'SELECT epoch, owner, checkpoint, seq FROM controls WHERE projection = ? AND partition = ?',
    );
    this.#take = connection.prepare<[string, number, string], Control>(
      `INSERT INTO controls (projection, partition, epoch, owner, checkpoint, seq) VALUES (?, ?, 1, ?, NULL, 0)
       ON CONFLICT DO UPDATE SET epoch = epoch + 1, owner = excluded.owner
       RETURNING epoch, owner, checkpoint, seq`,
    );
    this.#advance = connection.prepare<[string, number, string, number, number, number]>(
      `UPDATE controls SET checkpoint = ?, seq = ?
       WHERE projection = ? AND partition = ? AND epoch = ? AND seq = ?`,
    );
    this.#forget = connection.prepare<[string]>('DELETE FROM controls WHERE projection = ?');
  }

  forget(projection: string): void {
    this.#forget.run(projection);
  }

  read(projection: string, partition: number): Control | undefined {
    return this.#read.get(projection, partition);
  }

  take(projection: string, partition: number, owner: string): Control {
    const control = this.#take.get(projection, partition, owner);
    if (control === undefined) throw new Error(`Lease of ${projection}/${partition} could not be written.`);
    return control;
  }

  /** The compare-and-set that a commit stands or falls with. Inside the caller's transaction. */
  advance({ projection, partition, epoch, expectedSeq, checkpoint, seq = expectedSeq + 1 }: Commit): CommitOutcome {
    if (seq <= expectedSeq) throw new InvalidQuery(`A commit after ${expectedSeq} cannot have the sequence ${seq}.`);
    const { changes } = this.#advance.run(checkpoint, seq, projection, partition, epoch, expectedSeq);
    if (changes === 1) return { status: 'committed', seq };
    const control = this.#read.get(projection, partition);
    return { status: 'fenced', epoch: control?.epoch ?? 0, seq: control?.seq ?? 0 };
  }
}
