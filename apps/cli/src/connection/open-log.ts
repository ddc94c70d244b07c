import type { LogExport, LogImport } from '#event-store';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';

/** Opens a log that nobody else may be writing meanwhile. */
export const logToRead = (url: string): Promise<LogExport> => explaining((stores) => stores.openLogExport(url));

/** Opens a log to move another one into. */
export const logToWrite = (url: string): Promise<LogImport> => explaining((stores) => stores.openLogImport(url));

type Stores = typeof import('#event-store');

/** Drivers are loaded here, so that commands which talk to a server start without them. */
async function explaining<Log>(open: (stores: Stores) => Promise<Log>): Promise<Log> {
  const stores = await import('#event-store');
  try {
    return await open(stores);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'StoreInUse') {
      throw new CliFailure(error.message, EXIT.unreachable, 'Stop the server first: nobody may write meanwhile.');
    }
    throw new CliFailure(error.message, isDamage(error) ? EXIT.differs : EXIT.usage);
  }
}

/** A file that SQLite cannot take for one of its own. */
const isDamage = (error: Error & { code?: string }): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(error.code ?? '');
