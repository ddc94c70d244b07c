import { connectMongo } from '#mongo-connection';
import type { ReadStore } from '../port.js';
import { MongoReadStore } from './mongo-read-store.js';

export async function openMongoReadStore(url: string): Promise<ReadStore> {
  const { database, close } = await connectMongo(url);
  return new MongoReadStore(database, close);
}
