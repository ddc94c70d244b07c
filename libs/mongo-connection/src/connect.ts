import { type Db, MongoClient, type MongoClientOptions } from 'mongodb';
import { ServerAway } from '#kernel';
import { isAway } from './away.js';
import { POOL_CONNECTIONS_MAX, TIMEOUTS } from './limits.js';
import { oneLine } from './retrying.js';
import './writes-that-end.js';

/** Used where the URL names no database. */
const DATABASE = 'circulog';

/**
 * What is acknowledged is on the disk of a majority, and what is read cannot be rolled back; a URL cannot weaken that.
 */
const OPTIONS: MongoClientOptions = {
  ...TIMEOUTS,
  appName: 'circulog',
  maxPoolSize: POOL_CONNECTIONS_MAX,
  retryReads: true,
  retryWrites: true,
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  ignoreUndefined: true,
};

export interface MongoConnection {
  database: Db;
  close(): Promise<void>;
}

/** The URL is none, or the server did not let us in. The message is one line and holds no secret. */
export class MongoUnavailable extends Error {
  override readonly name = 'MongoUnavailable';
}

/**
 * Connects to `mongodb://` or `mongodb+srv://` and asks once whether the server answers. Throws `MongoUnavailable`, or
 * `ServerAway` where trying again later may help.
 */
export async function connectMongo(url: string): Promise<MongoConnection> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(url, OPTIONS);
    await client.connect();
    const database = client.db(databaseOf(url));
    await database.command({ ping: 1 });
    const opened = client;
    return { database, close: () => opened.close() };
  } catch (error) {
    await client?.close();
    const message = `MongoDB at ${placeOf(url)} cannot be used: ${reasonOf(error, url)}`;
    throw isAway(error) ? new ServerAway(message) : new MongoUnavailable(message);
  }
}

const databaseOf = (url: string): string => /^[^/]+\/\/[^/]+\/([^?]+)/.exec(url)?.[1] ?? DATABASE;

/** Hosts and database of a URL, without user, password and options. */
export function placeOf(url: string): string {
  const authority = /^[a-z+]+:\/\/([^?]*)/.exec(url)?.[1] ?? '';
  const [, place = ''] = /^(?:.*@)?(.*)$/.exec(authority) ?? [];
  return place === '' ? 'an unreadable URL' : place;
}

function reasonOf(error: unknown, url: string): string {
  const message = oneLine(error);
  const secrets = (/^[a-z+]+:\/\/(.*)@/.exec(url)?.[1] ?? '').split(':').filter((part) => part !== '');
  return secrets.some((secret) => message.includes(secret)) ? 'the URL is not valid' : message;
}
