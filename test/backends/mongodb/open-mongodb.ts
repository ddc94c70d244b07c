import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FERRETDB_VERSION } from '../ferretdb/ferretdb-program.js';
import { localFerretDb } from '../ferretdb/local-ferretdb.js';
import { dockerMongoDb } from './docker-mongodb.js';
import type { OpenedMongoDb } from './opened-mongodb.js';

export type { OpenedMongoDb };

/**
 * A server of the MongoDB protocol to test against: the one that `CIRCULOG_TEST_MONGODB` names, else MongoDB in
 * Docker, else FerretDB built with Go. Throws, saying what is not tested and why, where there is none.
 */
export async function openMongoDb(): Promise<OpenedMongoDb> {
  const given = process.env.CIRCULOG_TEST_MONGODB;
  if (given !== undefined && given !== '') {
    const name = 'MongoDB given by CIRCULOG_TEST_MONGODB';
    return { name, kind: 'environment', url: given, stop: async () => undefined };
  }
  const docker = await dockerMongoDb();
  if (docker !== undefined) return docker;
  try {
    return await openFerretDb();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      'NOT TESTED: the MongoDB adapters of the read store and the operational store. ' +
        `CIRCULOG_TEST_MONGODB is not set, no Docker engine answers, and FerretDB did not come up: ${reason}`,
      { cause: error },
    );
  }
}

async function openFerretDb(): Promise<OpenedMongoDb> {
  const folder = await mkdtemp(join(tmpdir(), 'circulog-ferretdb-'));
  const server = await localFerretDb(folder);
  return {
    name: `FerretDB ${FERRETDB_VERSION} on SQLite, a local process`,
    kind: 'ferretdb',
    url: server.url,
    restart: async (signal) => {
      await server.kill(signal);
      await server.start();
    },
    stop: async () => {
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
