import { connectMongo } from '#mongo-connection';
import type { OpsStore } from '../port.js';
import { MongoOpsStore } from './mongo-ops-store.js';

export async function openMongoOpsStore(url: string): Promise<OpsStore> {
  const { database, close } = await connectMongo(url);
  const store = new MongoOpsStore(database, close);
  try {
    await store.recover();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
