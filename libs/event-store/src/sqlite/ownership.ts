import Database from 'better-sqlite3';

/** Another process, or another store in this one, has the log open. */
export class StoreInUse extends Error {
  override readonly name = 'StoreInUse';
  constructor(readonly path: string) {
    super(`${path} is in use by another process: stop it, or talk to it over HTTP.`);
  }
}

/**
 * Takes the log for this process: an operating-system lock on a file beside it, which the kernel lets go however the
 * process ends. Returns the function that gives it back.
 */
export function takeOwnership(path: string): () => void {
  const lock = new Database(`${path}.lock`, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw isBusy(error) ? new StoreInUse(path) : error;
  }
  return () => lock.close();
}

const isBusy = (error: unknown): boolean => (error as { code?: string }).code?.startsWith('SQLITE_BUSY') === true;
