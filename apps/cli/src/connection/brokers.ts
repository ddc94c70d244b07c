import type { Admin } from 'kafkajs';
import type { Configuration, KafkaSettings } from '#platform';
import { CliFailure } from '../console/cli-failure.js';
import { EXIT } from '../console/exit-codes.js';
import { brokerFailure } from './broker-failure.js';
import { explained } from './connect.js';

export interface ConfiguredBrokers {
  kafka: KafkaSettings;
  /** Partners produce to them as well. */
  intake: boolean;
}

/** The brokers that the environment names. */
export async function configuredBrokers(environment: NodeJS.ProcessEnv): Promise<ConfiguredBrokers> {
  const { readConfiguration } = await import('#platform');
  let configuration: Configuration;
  try {
    configuration = readConfiguration(environment);
  } catch (error) {
    throw explained(error);
  }
  const { kafka, kafkaIntake } = configuration;
  if (kafka === undefined) {
    throw new CliFailure(
      'No brokers are named.',
      EXIT.usage,
      'Set CIRCULOG_KAFKA=host:port, and credentials if needed.',
    );
  }
  return { kafka, intake: kafkaIntake };
}

/** Somebody waits in front of it: brokers that do not answer are told sooner than a relay gives up. */
const RETRY = { retries: 3, maxRetryTime: 1_000 };

/** What brokers refuse, or that they cannot be reached, becomes a `CliFailure`. */
export async function withBrokers<Result>(
  settings: KafkaSettings,
  use: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const [{ kafkaClient }, { openLogger }] = await Promise.all([import('#feeds'), import('#platform')]);
  try {
    const admin = kafkaClient(settings, 'circulog-cli', openLogger('silent')).admin({ retry: RETRY });
    try {
      await admin.connect();
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  } catch (error) {
    throw brokerFailure(error, settings.brokers);
  }
}
