import { randomBytes } from 'node:crypto';
import { openForWriting } from './connection.js';
import { logPath } from './log-path.js';
import { takeOwnership } from './ownership.js';
import { epochOf } from './schema.js';

/**
 * Gives a log file that was put back from a copy an epoch of its own, and answers it. What was recorded after the copy
 * is not in it, and its next events get the places of those: positions given out before must not mean them (CONTRACTS R7).
 */
export function renewEpoch(location: string): string {
  const path = logPath(location);
  const release = takeOwnership(path);
  try {
    const database = openForWriting(path);
    try {
      epochOf(database);
      const epoch = randomBytes(6).toString('hex');
      database.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(epoch);
      return epoch;
    } finally {
      database.close();
    }
  } finally {
    release();
  }
}
