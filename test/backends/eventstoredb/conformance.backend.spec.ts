import { afterAll, beforeAll } from '@jest/globals';
import { openEventStore, openLogExport, openLogImport } from '#event-store';
import { eventStoreConformance, movingConformance } from '#event-store/testing';
import { namedLog } from './named-log.js';
import { type OpenedEventStoreDb, openEventStoreDb } from './open-eventstoredb.js';

let server: OpenedEventStoreDb;
beforeAll(async () => {
  server = await openEventStoreDb();
}, 240_000);
afterAll(() => server.stop());

/** All logs are on one server, each under a name of its own. */
const urlOf = (name: string) => namedLog(server.url, name);

eventStoreConformance('esdb', (name, options) => openEventStore(urlOf(name), options));

movingConformance('esdb', {
  open: (name, options) => openEventStore(urlOf(name), options),
  source: (name) => openLogExport(urlOf(name)),
  target: (name) => openLogImport(urlOf(name)),
});
