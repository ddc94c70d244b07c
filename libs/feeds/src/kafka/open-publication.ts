import type { Admin, Kafka } from 'kafkajs';
import { SOURCE } from '../cloud-event.js';
import { FEED_POSITIONS, type Feed, RELAY_TRANSACTIONS, type Topic } from '../domain/index.js';
import { ensureTopics } from './ensure-topics.js';
import { Publication } from './publication.js';

/** Makes the topics that are missing, and takes publishing over from whoever did it before. */
export async function openPublication(kafka: Kafka, feed: Feed): Promise<Publication> {
  const ensure = (topics: readonly Topic[]) => withAdmin(kafka, (admin) => ensureTopics(admin, topics));
  await ensure([...feed.topics, FEED_POSITIONS]);
  return Publication.open({ kafka, transactionalId: `${RELAY_TRANSACTIONS}${feed.name}`, source: SOURCE, ensure });
}

async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
