import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { type OpenedMongoDb, openMongoDb } from './open-mongodb.js';

const BUILD_MILLIS = 600_000;

describe('a server of the MongoDB protocol', () => {
  let server: OpenedMongoDb;

  beforeAll(async () => {
    server = await openMongoDb();
  }, BUILD_MILLIS);
  afterAll(() => server.stop());

  it('keeps what it acknowledged when it is killed and started again', async () => {
    const client = new MongoClient(server.url, { serverSelectionTimeoutMS: 5_000 });
    const things = client.db(`opened_${process.pid}`).collection<{ _id: string }>('things');
    await things.insertOne({ _id: 'one' }, { writeConcern: { w: 'majority', j: true } });
    await server.restart?.();
    expect(await things.countDocuments({ _id: 'one' })).toBe(1);
    await client.db(`opened_${process.pid}`).dropDatabase();
    await client.close();
  });
});
