import { openEventStoreDb } from '../eventstoredb/open-eventstoredb.js';
import { openPython } from '../examples-python/python-client.js';
import { openKafka } from '../kafka/open-kafka.js';
import { GuardedBroker } from '../kafka-guarded/guarded-broker.js';
import { openMongoDb } from '../mongodb/open-mongodb.js';

export interface Server {
  /** What the adapters under test talk to. */
  product: string;
  /** Folders of specs, beside this one, that cannot run without it. */
  folders: readonly string[];
  open(): Promise<{ name: string; stop(): Promise<void> }>;
}

/** Each is got in the same order: a URL given by environment, Docker, a process of this machine; a guarded broker is always the last. */
export const SERVERS: readonly Server[] = [
  { product: 'EventStoreDB', folders: ['eventstoredb', 'landscape', 'faults'], open: openEventStoreDb },
  { product: 'MongoDB', folders: ['mongodb', 'landscape', 'faults'], open: openMongoDb },
  { product: 'Kafka', folders: ['kafka', 'faults', 'demo', 'examples', 'examples-python'], open: openKafka },
  { product: 'Kafka with TLS, SCRAM and an authorizer', folders: ['kafka-guarded'], open: () => GuardedBroker.of([]) },
  { product: 'Python consumer', folders: ['examples-python'], open: openPython },
];
