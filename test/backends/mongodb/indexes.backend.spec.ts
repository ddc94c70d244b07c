import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { openReadStore, type ReadStore } from '#read-store';
import { givenDatabases } from './given-databases.js';

describe('declared indexes on MongoDB', () => {
  const databases = givenDatabases();
  let stores: ReadStore[];
  let client: MongoClient;

  beforeEach(async () => {
    const url = databases.fresh();
    client = new MongoClient(url);
    stores = await Promise.all([openReadStore(url), openReadStore(url)]);
  });

  afterEach(async () => {
    for (const store of stores) await store.close();
    await client.close();
  });

  async function indexes(): Promise<string[]> {
    const [entry] = await client.db().collection('read:collections').find().toArray();
    const present = await client.db().collection(String(entry?.place)).indexes();
    return present.map(({ name = '' }) => name).sort();
  }

  it('follow a changed declaration: the new one is built, the one that nobody names any more goes', async () => {
    const [store] = stores;
    await store?.define([{ name: 'devices', indexes: [{ field: 'model' }, { field: 'tags', many: true }] }]);
    expect(await indexes()).toEqual(['_id_', 'v1:gone', 'v1:many:tags', 'v1:single:model']);
    await store?.define([{ name: 'devices', indexes: [{ field: 'grade' }, { field: 'tags', many: true }] }]);
    expect(await indexes()).toEqual(['_id_', 'v1:gone', 'v1:many:tags', 'v1:single:grade']);
  });

  it('are made once by two processes that start at the same time', async () => {
    const definition = { name: 'devices', indexes: [{ field: 'model' }, { field: 'tags', many: true as const }] };
    await Promise.all(stores.map((store) => store.define([definition])));
    expect(await indexes()).toEqual(['_id_', 'v1:gone', 'v1:many:tags', 'v1:single:model']);
    expect(await client.db().collection('read:collections').countDocuments()).toBe(1);
  });
});
