import { containerEngine } from '../container-engine.js';
import type { OpenedEventStoreDb } from './opened-eventstoredb.js';

export const EVENTSTOREDB_IMAGE = 'kurrentplatform/kurrentdb:26.1.1';
const PORT = 2113;
const START_MILLIS = 180_000;

/** The server in a container, for one test's log. `undefined` where no container engine answers. */
export async function dockerEventStoreDb(): Promise<OpenedEventStoreDb | undefined> {
  const engine = await containerEngine();
  if (engine === undefined) return undefined;
  const { GenericContainer, Wait } = engine;
  const container = await new GenericContainer(EVENTSTOREDB_IMAGE)
    .withEnvironment({ KURRENTDB_INSECURE: 'true', KURRENTDB_MEM_DB: 'true' })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .withStartupTimeout(START_MILLIS)
    .start();
  return {
    name: `${EVENTSTOREDB_IMAGE} in Docker`,
    kind: 'docker',
    url: `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`,
    stop: async () => {
      await container.stop();
    },
  };
}
