import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { openForReading } from './connection.js';
import { LogEnd } from './live-feed.js';
import { logPath } from './log-path.js';
import { LogReader } from './log-reader.js';
import { takeOwnership } from './ownership.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { WriterClient } from './writer-client.js';

export interface SqliteEventStoreOptions {
  /** UTC milliseconds: the clock behind `recordedAt`. */
  now?: () => number;
}

/**
 * Opens the log at a path (`./data/log.db`) or URL (`sqlite:./data/log.db`), made if it is not there.
 * Throws `StoreInUse` while another process, or another store of this one, has it.
 */
export async function openSqliteEventStore(
  location: string,
  { now = Date.now }: SqliteEventStoreOptions = {},
): Promise<SqliteEventStore> {
  const path = logPath(location);
  mkdirSync(dirname(path), { recursive: true });
  const release = takeOwnership(path);
  try {
    const end = new LogEnd(0);
    const [writer, { epoch, head }] = await WriterClient.start(path, now, (position) => end.moveTo(position));
    end.moveTo(head);
    return new SqliteEventStore({ epoch, reader: new LogReader(openForReading(path)), writer, end, release });
  } catch (error) {
    release();
    throw error;
  }
}
