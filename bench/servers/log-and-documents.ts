import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedEventStoreDb } from '../../test/backends/eventstoredb/open-eventstoredb.js';
import type { OpenedMongoDb } from '../../test/backends/mongodb/open-mongodb.js';
import { dropDatabase, ownDatabase } from '../../test/backends/mongodb/own-database.js';
import { freshFolder } from '../circulog.js';
import type { Measurement } from '../measurement.js';
import { cautionsOn } from './cautions.js';
import { compared } from './compared.js';
import { documentRates } from './document-rates.js';
import { eventLogRates } from './event-log-rates.js';
import type { Rate } from './rate.js';

/** The log on EventStoreDB against the embedded one. */
export async function eventLogFigures({ kind, url }: OpenedEventStoreDb): Promise<Measurement[]> {
  const embedded = await embeddedRates('events.db', eventLogRates);
  const name = kind === 'stand-in' ? 'esdb on a STAND-IN' : 'esdb';
  return compared({ name, cautions: cautionsOn(kind), rates: await eventLogRates(url) }, embedded);
}

/** The read store on MongoDB against the embedded one. */
export async function documentFigures({ kind, url }: OpenedMongoDb): Promise<Measurement[]> {
  const embedded = await embeddedRates('read.db', documentRates);
  const database = ownDatabase(url);
  const name = kind === 'ferretdb' ? 'mongodb on FERRETDB' : 'mongodb';
  try {
    return compared({ name, cautions: cautionsOn(kind), rates: await documentRates(database) }, embedded);
  } finally {
    await dropDatabase(database);
  }
}

async function embeddedRates(file: string, measure: (url: string) => Promise<Rate[]>): Promise<Rate[]> {
  const folder = freshFolder();
  try {
    return await measure(`sqlite:${join(folder, file)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
