import { afterEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openReadStore, type ReadStore } from '#read-store';
import { MongoReadStore } from '#read-store/testing';
import { missing, seen, work } from './fleet-work.js';
import { givenDatabases } from './given-databases.js';
import { dyingAfter, Killed, type Step, sleepingAfter, steppedDatabase } from './stepped-database.js';

/** More than all the writes of the work take; a run that gets to its end is the last. */
const WRITES_MAX = 500;
const RUN_MILLIS = 600_000;
const WORKED = {
  documents: {
    'devices/a': { model: 'two', large: 'undefined' },
    'devices/b': { model: 'again', large: 'undefined' },
    'cells/m': { amount: '3', large: 'undefined' },
  },
  visible: [],
  checkpoints: ['e:4', 'e:4'],
};

describe('a projector on MongoDB', () => {
  const databases = givenDatabases();
  const opened: ReadStore[] = [];

  async function world(step: Step) {
    const url = databases.fresh();
    const client = new MongoClient(url);
    const first = new MongoReadStore(steppedDatabase(client.db(), step), () => client.close());
    const second = await openReadStore(url);
    const reader = await openReadStore(url);
    opened.push(first, second, reader);
    return { first, second, reader, chunksLeft: () => client.db().collection('read:redo').countDocuments({}) };
  }

  async function closeAll() {
    for (const store of opened.splice(0)) await store.close();
  }

  afterEach(closeAll);

  it(
    'that dies after any write leaves to the next one what gives the same result',
    async () => {
      let deaths = 0;
      for (let writes = 0; writes < WRITES_MAX; writes++) {
        const { first, second, reader, chunksLeft } = await world(dyingAfter(writes));
        const ended = await work(first, 'first').catch((error: unknown) => {
          if (error instanceof Killed) return false;
          throw error;
        });
        expect([writes, await missing(reader)]).toEqual([writes, []]);
        expect(await work(second, 'second')).toBe(true);
        expect([writes, await seen(second)]).toEqual([writes, WORKED]);
        expect([writes, await seen(reader)]).toEqual([writes, WORKED]);
        expect([writes, await chunksLeft()]).toEqual([writes, 0]);
        await closeAll();
        if (ended) break;
        deaths++;
      }
      expect(deaths).toBeGreaterThan(30);
      expect(deaths).toBeLessThan(WRITES_MAX);
    },
    RUN_MILLIS,
  );

  it(
    'that sleeps before any write and wakes after another has gone on changes nothing that is seen',
    async () => {
      let sleeps = 0;
      for (let writes = 0; writes < WRITES_MAX; writes++) {
        const { step, asleep, wake } = sleepingAfter(writes);
        const { first, second, reader } = await world(step);
        const working = work(first, 'first');
        const slept = await Promise.race([asleep.then(() => true), working.then(() => false)]);
        if (slept) {
          await work(second, 'second');
          expect([writes, await seen(reader)]).toEqual([writes, WORKED]);
          wake();
          await working;
        }
        expect([writes, await seen(reader)]).toEqual([writes, WORKED]);
        await closeAll();
        if (!slept) break;
        sleeps++;
      }
      expect(sleeps).toBeGreaterThan(30);
      expect(sleeps).toBeLessThan(WRITES_MAX);
    },
    RUN_MILLIS,
  );
});
