import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerKafka } from './docker-kafka.js';
import { KAFKA_VERSION, localBroker } from './local-broker.js';
import type { OpenedKafka } from './opened-kafka.js';

export type { OpenedKafka };

/**
 * A broker to test against: the one that `CIRCULOG_TEST_KAFKA` names, else one in Docker, else a local process from Maven
 * coordinates, the only one that can stand behind a way in between. Throws with the reason where there is none.
 */
export async function openKafka(through?: (port: number) => Promise<number>): Promise<OpenedKafka> {
  const given = process.env.CIRCULOG_TEST_KAFKA;
  if (given !== undefined && given !== '') {
    return { name: 'Kafka given by CIRCULOG_TEST_KAFKA', brokers: given.split(','), stop: async () => undefined };
  }
  const docker = through === undefined ? await dockerKafka() : undefined;
  if (docker !== undefined) return docker;
  const folder = await mkdtemp(join(tmpdir(), 'circulog-kafka-'));
  const broker = await localBroker(folder, through);
  return {
    name: `Apache Kafka ${KAFKA_VERSION}, a local process`,
    brokers: broker.brokers,
    restart: async (signal, meanwhile) => {
      await broker.kill(signal);
      await meanwhile?.();
      await broker.start();
    },
    stop: async () => {
      await broker.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
