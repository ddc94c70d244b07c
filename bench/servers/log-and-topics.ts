import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { type EventStore, openEventStore } from '#event-store';
import { ensureTopics, FEED_POSITIONS, kafkaClient, type Topic } from '#feeds';
import { freshFolder } from '../circulog.js';

export interface LogAndTopics {
  kafka: Kafka;
  log: EventStore;
}

/** Works with an empty embedded log and with topics of its own, which are removed afterwards. */
export async function onLogAndTopics<Answer>(
  brokers: string[],
  topics: readonly Topic[],
  work: (given: LogAndTopics) => Promise<Answer>,
): Promise<Answer> {
  const kafka = kafkaClient({ brokers, tls: false }, 'circulog-bench', pino({ level: 'silent' }));
  const folder = freshFolder();
  const log = await openEventStore(`sqlite:${join(folder, 'events.db')}`);
  const admin = kafka.admin();
  await admin.connect();
  try {
    await ensureTopics(admin, [FEED_POSITIONS, ...topics]);
    const answer = await work({ kafka, log });
    await admin.deleteTopics({ topics: topics.map(({ name }) => name) });
    return answer;
  } finally {
    await admin.disconnect();
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
