import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Kafka, type KafkaConfig, type LogEntry, logLevel } from 'kafkajs';
import type { KafkaSettings, Logger } from '#platform';
import { mendCommittedFetch } from './committed-fetch.js';

/**
 * After a commit a broker answers CONCURRENT_TRANSACTIONS for some milliseconds: the first pause decides how fast
 * transactions follow each other, and the last ones bound how long one step may take before the relay begins again.
 */
const RETRY = { initialRetryTime: 5, maxRetryTime: 2_000, factor: 0.2, multiplier: 2, retries: 10 };
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 15_000, authenticationTimeout: 10_000 };

/** Throws where the file of the certificate authority cannot be read. */
export function kafkaClient(settings: KafkaSettings, clientId: string, logger: Logger): Kafka {
  mendCommittedFetch();
  const config: KafkaConfig = {
    clientId,
    brokers: [...settings.brokers],
    retry: RETRY,
    ...TIMEOUTS,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => note(logger, entry),
    ...(settings.tls ? { ssl: encryption(settings) } : {}),
    ...(settings.sasl === undefined ? {} : { sasl: { ...settings.sasl } as NonNullable<KafkaConfig['sasl']> }),
  };
  return new Kafka(config);
}

const encryption = ({ authorityFile }: KafkaSettings): NonNullable<KafkaConfig['ssl']> =>
  authorityFile === undefined ? true : { ca: [...rootCertificates, readFileSync(authorityFile, 'utf8')] };

/** The client repeats itself at every attempt; the relay says once what came of it, so this is for developers. */
function note(logger: Logger, { namespace, log }: LogEntry): void {
  const { message, broker, error } = log;
  logger.debug({ namespace, broker, error }, message);
}
