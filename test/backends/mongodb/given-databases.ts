import { afterAll, beforeAll } from '@jest/globals';
import { type OpenedMongoDb, openMongoDb } from './open-mongodb.js';
import { dropDatabase, ownDatabase } from './own-database.js';

const BUILD_MILLIS = 600_000;

export interface GivenDatabases {
  /** URL of a database that nobody else uses, removed after the tests. */
  fresh(): string;
  server(): OpenedMongoDb;
}

/** One server for the specs of a file, and as many databases on it as they ask for. */
export function givenDatabases(): GivenDatabases {
  let opened: OpenedMongoDb | undefined;
  const databases: string[] = [];
  const server = () => {
    if (opened === undefined) throw new Error('The server is opened before the first test, not while they are named.');
    return opened;
  };

  beforeAll(async () => {
    opened = await openMongoDb();
    process.stdout.write(`MongoDB: ${opened.name}\n`);
  }, BUILD_MILLIS);

  afterAll(async () => {
    for (const url of databases) await dropDatabase(url);
    await opened?.stop();
  });

  return {
    server,
    fresh: () => {
      const url = ownDatabase(server().url);
      databases.push(url);
      return url;
    },
  };
}
