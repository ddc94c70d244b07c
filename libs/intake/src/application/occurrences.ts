import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Which occurrence of its content a line without a reference is within its file (CONTRACTS R3). Kept on disk, since
 * files have more lines than memory. Never kept: a job that goes on after a crash numbers its lines again from the first.
 */
export class Occurrences {
  private readonly database: Database.Database;
  private readonly count: Database.Statement<[string], { n: number }>;

  constructor(private readonly path: string) {
    rmSync(path, { force: true });
    this.database = new Database(path);
    this.database.pragma('journal_mode = OFF');
    this.database.pragma('synchronous = OFF');
    this.database.exec('CREATE TABLE seen (digest TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID');
    // One transaction without end: nothing of it has to be on the disk before the cache is full.
    this.database.exec('BEGIN');
    this.count = this.database.prepare(
      'INSERT INTO seen VALUES (?, 1) ON CONFLICT DO UPDATE SET n = n + 1 RETURNING n',
    );
  }

  /** 1 for the first line with this content. Asked once for each line, in the order of the file. */
  next(digest: string): number {
    return this.count.get(digest)?.n ?? 1;
  }

  close(): void {
    this.database.close();
    rmSync(this.path, { force: true });
  }
}
