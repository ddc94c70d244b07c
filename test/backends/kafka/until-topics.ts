import type { Kafka } from 'kafkajs';
import { until } from '../../e2e/until.js';

/** Resolves once the brokers have all of these topics. */
export async function untilTopics(kafka: Kafka, names: readonly string[], patienceMillis?: number): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await until(
      () => admin.listTopics(),
      (topics) => names.every((name) => topics.includes(name)),
      patienceMillis,
    );
  } finally {
    await admin.disconnect();
  }
}
