import type { EventStore } from './port.js';
import { openSqliteEventStore } from './sqlite/open-sqlite.js';

export interface EventStoreOptions {
  /** UTC milliseconds: the clock behind `recordedAt`. */
  now?: () => number;
}

type Open = (url: string, options: EventStoreOptions) => Promise<EventStore>;

/** Every adapter that a URL can name. A spec compares this with the enrolments in the conformance suite. */
export const EVENT_STORE_SCHEMES: ReadonlyMap<string, Open> = new Map([['sqlite', openSqliteEventStore]]);

/** Opens the log that the URL names, such as `sqlite:./data/log.db`. Throws for a scheme that no adapter has. */
export async function openEventStore(url: string, options: EventStoreOptions = {}): Promise<EventStore> {
  const scheme = url.slice(0, Math.max(0, url.indexOf(':')));
  const open = EVENT_STORE_SCHEMES.get(scheme);
  if (open === undefined) {
    throw new Error(`No event store for "${url}": use one of ${[...EVENT_STORE_SCHEMES.keys()].join(':, ')}:.`);
  }
  return open(url, options);
}
