import { openEventStore } from './open-event-store.js';
import type { EventStore, FollowedLog } from './port.js';
import { followSqliteEventStore } from './sqlite/log-follower.js';
import { SqliteEventStore } from './sqlite/sqlite-event-store.js';

/**
 * Opens the log that the URL names for reading beside its owner, in any thread of the owner's process. It hears of new
 * events by `nudge()`, and looks by itself now and then. A log that has no owner is opened like any other.
 */
export async function followEventStore(url: string): Promise<FollowedLog> {
  if (url.startsWith('sqlite:')) return followSqliteEventStore(url);
  return Object.assign(await openEventStore(url), { nudge: () => undefined });
}

/**
 * Calls back whenever the log has moved on and its followers have to be nudged, until the returned function is called.
 * Never, for a log whose followers hear of events by themselves.
 */
export function announceMoves(store: EventStore, tell: () => void): () => void {
  return store instanceof SqliteEventStore ? store.onMove(tell) : () => undefined;
}
