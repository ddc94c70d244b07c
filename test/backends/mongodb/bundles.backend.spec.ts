import { afterEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { type OpsStore, openOpsStore } from '#ops-store';
import { MongoOpsStore } from '#ops-store/testing';
import { givenDatabases } from './given-databases.js';
import { dyingAfter, Killed, type Step, sleepingAfter, steppedDatabase } from './stepped-database.js';

const WRITES_MAX = 50;
const RUN_MILLIS = 120_000;
const texts = (items: { id: string; document: object }[]) => items.map(({ id, document }) => [id, document]);

describe('records put together on MongoDB', () => {
  const databases = givenDatabases();
  const opened: OpsStore[] = [];

  async function world(step: Step): Promise<{ url: string; dying: MongoOpsStore; other: OpsStore }> {
    const url = databases.fresh();
    const other = await openOpsStore(url);
    await other.put('results', '2', { from: 'before' });
    const client = new MongoClient(url);
    const dying = new MongoOpsStore(steppedDatabase(client.db(), step), () => client.close());
    opened.push(dying, other);
    return { url, dying, other };
  }

  async function closeAll() {
    for (const store of opened.splice(0)) await store.close();
  }

  const together = (store: OpsStore) =>
    store.putMany(
      'results',
      ['1', '2', '3'].map((id) => ({ id, document: { from: 'bundle' } })),
    );

  afterEach(closeAll);

  it(
    'are all there or none after a death at any write',
    async () => {
      const all = ['1', '2', '3'].map((id) => [id, { from: 'bundle' }]);
      for (let writes = 0; writes < WRITES_MAX; writes++) {
        const { other, dying } = await world(dyingAfter(writes));
        const ended = await together(dying).then(
          () => true,
          (error: unknown) => !(error instanceof Killed),
        );
        const { items } = await other.list('results', { limit: 10, ascending: true });
        expect([writes, texts(items)]).toEqual([writes, writes === 0 ? [['2', { from: 'before' }]] : all]);
        await closeAll();
        if (ended) return expect(writes).toBeGreaterThan(3);
      }
      return expect('the end').toBe('reached');
    },
    RUN_MILLIS,
  );

  it(
    'undo no later write when their writer slept meanwhile',
    async () => {
      for (let writes = 1; writes < 5; writes++) {
        const { step, asleep, wake } = sleepingAfter(writes);
        const { dying, other } = await world(step);
        const putting = together(dying);
        await asleep;
        await other.list('results', { limit: 1 });
        for (const id of ['1', '2', '3']) await other.put('results', id, { from: 'later' });
        wake();
        await putting;
        const { items } = await other.list('results', { limit: 10 });
        expect([writes, items.map(({ document }) => document.from)]).toEqual([writes, ['later', 'later', 'later']]);
        await closeAll();
      }
    },
    RUN_MILLIS,
  );
});
