import { dockerEventStoreDb } from './docker-eventstoredb.js';
import { freshLog } from './named-log.js';
import type { OpenedEventStoreDb } from './opened-eventstoredb.js';
import { standInProcess } from './stand-in-process.js';

export type { OpenedEventStoreDb };

/**
 * A server of EventStoreDB's protocol to test against: the one that `CIRCULOG_TEST_EVENTSTOREDB` names, else the real
 * one in Docker, else a stand-in. Each call but the first kind's gives a log of its own.
 */
export async function openEventStoreDb(standIn = standInProcess): Promise<OpenedEventStoreDb> {
  const given = process.env.CIRCULOG_TEST_EVENTSTOREDB;
  if (given !== undefined && given !== '') {
    const name = 'EventStoreDB given by CIRCULOG_TEST_EVENTSTOREDB';
    return { name, kind: 'environment', url: freshLog(given), stop: async () => undefined };
  }
  return (await dockerEventStoreDb()) ?? standIn();
}
