import { schemeOf } from '../open-event-store.js';
import { shownUrl } from '../shown-url.js';
import { adoptIntoSqlite } from '../sqlite/log-adopter.js';
import { exportSqliteLog } from '../sqlite/log-export.js';
import type { LogExport, LogImport } from './moving-log.js';

interface Mover {
  source(url: string): Promise<LogExport>;
  target(url: string): Promise<LogImport>;
}

/** Loaded only where it is used, as by `openEventStore`. */
const eventStoreDb: Mover = {
  source: async (url) => (await import('../eventstoredb/moved-log.js')).exportEventStoreDbLog(url),
  target: async (url) => (await import('../eventstoredb/moved-log.js')).adoptIntoEventStoreDb(url),
};

/** Every adapter that can be moved from and to. A spec compares this with the schemes of the event store. */
export const MOVABLE_SCHEMES: ReadonlyMap<string, Mover> = new Map([
  ['sqlite', { source: exportSqliteLog, target: adoptIntoSqlite }],
  ['esdb', eventStoreDb],
]);

/** Opens a log to read it as a whole. Throws `StoreInUse` while a process has it, where its adapter can tell. */
export const openLogExport = (url: string): Promise<LogExport> => moverOf(url).source(url);

/** Opens a log to move another one into; made if it is not there. */
export const openLogImport = (url: string): Promise<LogImport> => moverOf(url).target(url);

function moverOf(url: string): Mover {
  const mover = MOVABLE_SCHEMES.get(schemeOf(url));
  if (mover === undefined) {
    throw new Error(`No event log at "${shownUrl(url)}": use one of ${[...MOVABLE_SCHEMES.keys()].join(':, ')}:.`);
  }
  return mover;
}
