import { describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openReadStore } from '#read-store';
import { Tombstones } from '#read-store/testing';
import { givenDatabases } from './given-databases.js';

const DAY_MILLIS = 86_400_000;

describe('tombstones on MongoDB', () => {
  const databases = givenDatabases();

  it('stay for 30 days and are cleared then, beside the documents that live', async () => {
    const url = databases.fresh();
    const store = await openReadStore(url);
    await store.define([{ name: 'devices', indexes: [] }]);
    const { epoch } = await store.take('p', 0, 'me');
    const commit = { projection: 'p', partition: 0, epoch, checkpoint: 'e:1' };
    const put = ['a', 'b'].map((id) => ({ collection: 'devices', id, document: {} }));
    await store.commit({ ...commit, expectedSeq: 0, writes: put });
    await store.commit({ ...commit, expectedSeq: 1, writes: [{ collection: 'devices', id: 'a', remove: true }] });
    const client = new MongoClient(url);
    const [entry] = await client.db().collection('read:collections').find().toArray();
    const place = String(entry?.place);
    const stored = () => client.db().collection(place).countDocuments({});
    await new Tombstones(client.db(), () => Date.now() + 29 * DAY_MILLIS).clear(place);
    expect(await stored()).toBe(2);
    await new Tombstones(client.db(), () => Date.now() + 31 * DAY_MILLIS).clear(place);
    expect(await stored()).toBe(1);
    expect(await store.get('devices', 'b')).toBeDefined();
    await client.close();
    await store.close();
  });
});
