import { linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

export interface SnapshotPlaces {
  /** Files of the running stores. */
  events: string;
  ops: string;
  /** Bodies of bulk files. */
  bodies: string;
  /** New folder on the disk of `bodies`, in which bodies stay while the job of one may end. */
  holding: string;
}

/** Both stores and the bodies as they were in one moment. Writers go on meanwhile. */
export class Snapshot {
  private readonly events: Database.Database;
  private readonly ops: Database.Database;

  constructor(private readonly places: SnapshotPlaces) {
    this.events = new Database(places.events, { readonly: true, fileMustExist: true });
    this.ops = new Database(places.ops, { readonly: true, fileMustExist: true });
  }

  /**
   * Fixes what both copies will hold. While this runs nobody may write the operational store: then no job is ahead of
   * its events, and no event lacks what was written before it.
   */
  take(): void {
    for (const database of [this.ops, this.events]) {
      database.exec('BEGIN');
      database.prepare('SELECT count(*) FROM sqlite_master').get();
    }
    mkdirSync(this.places.holding);
    for (const name of bodiesIn(this.places.bodies)) {
      linkSync(join(this.places.bodies, name), join(this.places.holding, name));
    }
  }

  /** Copies the stores to new files, one page after the other. `tell` hears pages. */
  async copyTo(events: string, ops: string, tell: (done: number, total: number) => void): Promise<void> {
    await copy(this.ops, ops, () => undefined);
    await copy(this.events, events, tell);
  }

  close(): void {
    this.events.close();
    this.ops.close();
  }
}

const PAGES_AT_ONCE = 1_000;

async function copy(from: Database.Database, to: string, tell: (done: number, total: number) => void): Promise<void> {
  await from.backup(to, {
    progress: ({ totalPages, remainingPages }) => {
      tell(totalPages - remainingPages, totalPages);
      return PAGES_AT_ONCE;
    },
  });
  makeSingleFile(to);
}

/** Without a journal beside it, so that nothing is written when a copy is read, and one hash says all of it. */
function makeSingleFile(path: string): void {
  const database = new Database(path);
  try {
    database.pragma('journal_mode = DELETE');
    const found = database.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') throw new Error(`The copy of a store is damaged: ${String(found)}`);
  } finally {
    database.close();
  }
}

function bodiesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.body'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
