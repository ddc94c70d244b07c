import { containerEngine } from '../container-engine.js';
import { freePort } from '../free-port.js';
import type { OpenedKafka } from './opened-kafka.js';

export const KAFKA_IMAGE = 'apache/kafka:4.1.1';
const START_MILLIS = 180_000;

/** The broker in a container. `undefined` where no container engine answers. */
export async function dockerKafka(): Promise<OpenedKafka | undefined> {
  const engine = await containerEngine();
  if (engine === undefined) return undefined;
  const { GenericContainer, Wait } = engine;
  const port = await freePort();
  const container = await new GenericContainer(KAFKA_IMAGE)
    .withExposedPorts({ container: port, host: port })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://localhost:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .withStartupTimeout(START_MILLIS)
    .start();
  return {
    name: `${KAFKA_IMAGE} in Docker`,
    brokers: [`${container.getHost()}:${port}`],
    stop: async () => {
      await container.stop();
    },
  };
}
