import { openEventStoreDb } from '../test/backends/eventstoredb/open-eventstoredb.js';
import { standInInMemory } from '../test/backends/eventstoredb/stand-in-process.js';
import { type OpenedKafka, openKafka } from '../test/backends/kafka/open-kafka.js';
import { Landscape } from '../test/backends/landscape/landscape.js';
import { openMongoDb } from '../test/backends/mongodb/open-mongodb.js';
import type { Measurement } from './measurement.js';
import { intakeFigures } from './servers/intake-figures.js';
import { documentFigures, eventLogFigures } from './servers/log-and-documents.js';
import { projectorFigures } from './servers/projector-figures.js';
import { openEmptyKafka, publishingFigures } from './servers/publishing-figures.js';
import { recoveryFigures } from './servers/recovery-figures.js';
import { relayFigures } from './servers/relay-figures.js';

const openLog = () => openEventStoreDb(standInInMemory);
const openLandscape = async () => {
  const landscape = await Landscape.open(openLog);
  const name = `${landscape.events.name}; ${landscape.documents.name}`;
  return { name, landscape, stop: () => landscape.close() };
};
const relayAlone = async (kafka: OpenedKafka) => [...(await relayFigures(kafka)), ...(await recoveryFigures(kafka))];
const out = (text: string) => process.stdout.write(`${text}\n`);

/** Each server that is there, and the applications over them, against the embedded stores of the same run. */
export async function run(): Promise<Measurement[]> {
  return [
    ...(await on('EventStoreDB', openLog, eventLogFigures)),
    ...(await on('MongoDB', openMongoDb, documentFigures)),
    ...(await on('Kafka', openKafka, relayAlone)),
    ...(await on('feeds on Kafka', openEmptyKafka, publishingFigures)),
    ...(await on('api processes', openLandscape, ({ landscape }) => intakeFigures(landscape))),
    ...(await on('projector processes', openLandscape, ({ landscape }) => projectorFigures(landscape))),
  ];
}

interface Opened {
  name: string;
  stop(): Promise<void>;
}

/** Says which server it is, or by name what is not measured. */
async function on<Server extends Opened>(
  subject: string,
  open: () => Promise<Server>,
  measure: (server: Server) => Promise<Measurement[]>,
): Promise<Measurement[]> {
  let server: Server;
  try {
    server = await open();
  } catch (error) {
    out(`${subject}: NOT MEASURED. ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
  out(`${subject}: ${server.name}`);
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}
