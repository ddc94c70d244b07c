import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** The server's URL with a database of its own, so that tests do not meet. */
export function ownDatabase(url: string): string {
  const own = new URL(url);
  own.pathname = `/circulog_${randomUUID().slice(0, 12).replaceAll('-', '')}`;
  return own.href;
}

/** Removes the database that a URL names. */
export async function dropDatabase(url: string): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  await client.db().dropDatabase();
  await client.close();
}
