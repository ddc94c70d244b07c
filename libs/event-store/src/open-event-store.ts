import type { EventStore } from './port.js';
import { shownUrl } from './shown-url.js';
import { openSqliteEventStore } from './sqlite/open-sqlite.js';

export interface EventStoreOptions {
  /** UTC milliseconds: the clock behind `recordedAt`. */
  now?: () => number;
}

type Open = (url: string, options: EventStoreOptions) => Promise<EventStore>;

/** The client is loaded only where it is used: it takes 30 MB in every thread that loads it. */
const eventStoreDb: Open = async (url, options) =>
  (await import('./eventstoredb/open-eventstoredb.js')).openEventStoreDb(url, options);

/** Every adapter that a URL can name. A spec compares this with the enrolments in the conformance suite. */
export const EVENT_STORE_SCHEMES: ReadonlyMap<string, Open> = new Map<string, Open>([
  ['sqlite', openSqliteEventStore],
  ['esdb', eventStoreDb],
]);

/** Other names that connection strings of the same server go by. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['esdb+discover', 'esdb'],
  ['kurrentdb', 'esdb'],
  ['kurrentdb+discover', 'esdb'],
]);

/** By which adapters are told apart. */
export function schemeOf(url: string): string {
  const scheme = url.slice(0, Math.max(0, url.indexOf(':')));
  return ALIASES.get(scheme) ?? scheme;
}

/** Opens the log that the URL names, such as `sqlite:./data/log.db`. Throws for a scheme that no adapter has. */
export async function openEventStore(url: string, options: EventStoreOptions = {}): Promise<EventStore> {
  const open = EVENT_STORE_SCHEMES.get(schemeOf(url));
  if (open === undefined) {
    throw new Error(
      `No event store for "${shownUrl(url)}": use one of ${[...EVENT_STORE_SCHEMES.keys()].join(':, ')}:.`,
    );
  }
  return open(url, options);
}
