import type { OpenedEventStoreDb } from '../../test/backends/eventstoredb/open-eventstoredb.js';
import type { OpenedMongoDb } from '../../test/backends/mongodb/open-mongodb.js';

type Kind = OpenedEventStoreDb['kind'] | OpenedMongoDb['kind'];

const CAUTIONS: Partial<Record<Kind, string>> = {
  'stand-in': 'the stand-in is test code, in memory, and no server',
  ferretdb: 'FerretDB is there to be correct against, not to be measured',
};

/** What a reader has to know before taking figures for those of these servers. */
export const cautionsOn = (...kinds: Kind[]): string[] => kinds.flatMap((kind) => CAUTIONS[kind] ?? []);
