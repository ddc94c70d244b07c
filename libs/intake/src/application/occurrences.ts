import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * Which occurrence of its content a line without a reference is within its file (CONTRACTS R3). Kept on disk, since
 * files have more lines than memory. Never kept: a job that goes on after a crash numbers its lines again from the first.
 */
export class Occurrences {
  private readonly database: Database.Database;
  private readonly add: Database.Statement;
  private readonly before: Database.Statement<[string, number], { n: number }>;

  constructor(private readonly path: string) {
    rmSync(path, { force: true });
    this.database = new Database(path);
    this.database.pragma('journal_mode = OFF');
    this.database.pragma('synchronous = OFF');
    this.database.exec(
      'CREATE TABLE IF NOT EXISTS seen (digest TEXT, line INTEGER, PRIMARY KEY (digest, line)) WITHOUT ROWID',
    );
    this.add = this.database.prepare('INSERT OR IGNORE INTO seen VALUES (?, ?)');
    this.before = this.database.prepare('SELECT count(*) AS n FROM seen WHERE digest = ? AND line < ?');
  }

  /** 1 for the first line with this content. */
  numbered(digest: string, line: number): number {
    this.add.run(digest, line);
    return (this.before.get(digest, line)?.n ?? 0) + 1;
  }

  close(): void {
    this.database.close();
    rmSync(this.path, { force: true });
  }
}
