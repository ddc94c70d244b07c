import { containerEngine } from '../container-engine.js';
import type { OpenedMongoDb } from './opened-mongodb.js';

export const MONGODB_IMAGE = 'mongo:8.0.12';
const PORT = 27_017;
const START_MILLIS = 180_000;

/** MongoDB in a container. `undefined` where no container engine answers; that takes half a second and says nothing. */
export async function dockerMongoDb(): Promise<OpenedMongoDb | undefined> {
  const engine = await containerEngine();
  if (engine === undefined) return undefined;
  const { GenericContainer, Wait } = engine;
  const container = await new GenericContainer(MONGODB_IMAGE)
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forLogMessage(/waiting for connections/i))
    .withStartupTimeout(START_MILLIS)
    .start();
  return {
    name: `${MONGODB_IMAGE} in Docker`,
    kind: 'docker',
    url: `mongodb://${container.getHost()}:${container.getMappedPort(PORT)}/circulog?directConnection=true`,
    stop: async () => {
      await container.stop();
    },
  };
}
