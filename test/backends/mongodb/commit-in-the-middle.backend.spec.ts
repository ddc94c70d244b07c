import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient, MongoNetworkError } from 'mongodb';
import { openReadStore, type ReadStore } from '#read-store';
import { MongoReadStore } from '#read-store/testing';
import { givenDatabases } from './given-databases.js';
import { Killed, type Step, sleepingAfter, steppedDatabase } from './stepped-database.js';

const control = { epoch: 1, owner: 'me', checkpoint: 'e:1', seq: 1 };

describe('a commit in the middle', () => {
  const databases = givenDatabases();
  let step: Step;
  let answered: Step;
  let writer: ReadStore;
  let reader: ReadStore;

  const commit = (batch: number) =>
    writer.commit({
      projection: 'p',
      partition: 0,
      epoch: 1,
      expectedSeq: batch - 1,
      checkpoint: `e:${batch}`,
      writes: ['a', 'b'].map((id) => ({ collection: 'devices', id, document: { batch } })),
    });
  const batches = async (store: ReadStore) =>
    Promise.all(['a', 'b'].map(async (id) => (await store.get('devices', id))?.document.batch));

  beforeEach(async () => {
    step = async () => undefined;
    answered = async () => undefined;
    const url = databases.fresh();
    const client = new MongoClient(url);
    const database = steppedDatabase(
      client.db(),
      () => step(),
      () => answered(),
    );
    writer = new MongoReadStore(database, () => client.close());
    reader = await openReadStore(url);
    await writer.define([{ name: 'devices', indexes: [] }]);
    await writer.take('p', 0, 'me');
    await commit(1);
  });

  afterEach(async () => {
    await writer.close();
    await reader.close();
  });

  it('tells readers, and its own process, the checkpoint before, of which nothing is missing', async () => {
    const sleep = sleepingAfter(2);
    step = sleep.step;
    const committing = commit(2);
    await sleep.asleep;
    expect(await batches(reader)).toEqual([2, 1]);
    expect(await reader.control('p', 0)).toEqual(control);
    expect(await writer.control('p', 0)).toEqual(control);
    sleep.wake();
    expect(await committing).toEqual({ status: 'committed', seq: 2 });
    expect(await reader.control('p', 0)).toEqual({ ...control, checkpoint: 'e:2', seq: 2 });
  });

  it('that failed is finished by its own store before it says where to go on, and by no reader', async () => {
    let writes = 0;
    step = async () => {
      if (writes++ === 2) throw new Killed('The second document does not reach the server.');
    };
    await expect(commit(2)).rejects.toThrow(Killed);
    expect(await reader.control('p', 0)).toEqual(control);
    expect(await batches(reader)).toEqual([2, 1]);
    expect(await writer.control('p', 0)).toEqual({ ...control, checkpoint: 'e:2', seq: 2 });
    expect(await batches(reader)).toEqual([2, 2]);
    expect(await commit(3)).toEqual({ status: 'committed', seq: 3 });
  });

  it('of which each answer is lost once is made once, and said to be made', async () => {
    let answers = 0;
    answered = async () => {
      if ([0, 2, 3].includes(answers++)) throw new MongoNetworkError('The connection broke.');
    };
    expect(await commit(2)).toEqual({ status: 'committed', seq: 2 });
    expect(answers).toBe(5);
    expect(await batches(reader)).toEqual([2, 2]);
    expect(await reader.control('p', 0)).toEqual({ ...control, checkpoint: 'e:2', seq: 2 });
  });

  it('is found, and the next one made, when the server has been away', async () => {
    await databases.server().restart?.();
    expect(await batches(reader)).toEqual([1, 1]);
    expect(await commit(2)).toEqual({ status: 'committed', seq: 2 });
  });
});
