import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type EventStore, openEventStore } from '#event-store';
import { anAppend, anEvent } from '#event-store/testing';
import { namedLog } from './named-log.js';
import { type OpenedEventStoreDb, openEventStoreDb } from './open-eventstoredb.js';

const server: OpenedEventStoreDb = await openEventStoreDb();
const { restart } = server;
const KILLS = 3;
const BETWEEN_KILLS = 40;

let store: EventStore;
beforeAll(async () => {
  store = await openEventStore(namedLog(server.url, 'killed'));
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

const claim = 'keeps what was acknowledged, once, through a server that is killed under load';
/** A server that is given, or in a container, is not ours to kill. */
const name = restart === undefined ? `NOT TESTED, for ${server.name} cannot be killed from here: ${claim}` : claim;

it(name, async () => {
  if (restart === undefined) return;
  const ids: string[] = [];
  const appending = new Set<Promise<void>>();
  const append = async () => {
    const events = [anEvent()];
    const reservations = [{ scope: 'reference' as const, key: events[0]!.id, expected: null, holder: events[0]!.id }];
    const request = anAppend({ events, reservations });
    for (;;) {
      const [outcome] = await store.append([request]);
      if (outcome?.status !== 'unknown') {
        expect(outcome?.status).toBe('appended');
        break;
      }
    }
    ids.push(events[0]!.id);
  };
  for (let kill = 0; kill < KILLS; kill++) {
    for (let i = 0; i < BETWEEN_KILLS; i++) appending.add(append());
    await Promise.race(appending);
    await restart('SIGKILL');
  }
  await Promise.all(appending);
  const logged = (await store.readAll(null, 1_000)).map(({ event }) => event.id);
  expect(logged.sort()).toEqual(ids.sort());
  expect(logged).toHaveLength(KILLS * BETWEEN_KILLS);
});
