import { connect } from './connection/connect.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { startOf } from './log-epoch.js';
import type { StreamServer } from './stream-server.js';
import { assertFinished } from './unfinished-copy.js';

export interface EventStoreDbOptions {
  /** UTC milliseconds: the clock behind `recordedAt`. */
  now?: () => number;
}

/** Opens the log on the EventStoreDB of a connection string, such as `esdb://user:password@host:2113?tls=true`. */
export async function openEventStoreDb(
  url: string,
  options: EventStoreDbOptions = {},
): Promise<EventStoreDbEventStore> {
  return openOnServer(await connect(url), options);
}

/** Opens the log on a server that is connected. Closes the connection when that fails. */
export async function openOnServer(
  server: StreamServer,
  { now = Date.now }: EventStoreDbOptions = {},
): Promise<EventStoreDbEventStore> {
  try {
    await assertFinished(server);
    const store = new EventStoreDbEventStore({ server, start: await startOf(server), now });
    await store.start();
    return store;
  } catch (error) {
    await server.close();
    throw error;
  }
}
