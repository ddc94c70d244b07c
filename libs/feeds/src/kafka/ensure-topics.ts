import type { Admin } from 'kafkajs';
import { type Topic, topicSettings } from '../domain/index.js';
import { newTopic } from './new-topic.js';

/** Makes the topics that are missing; what is there is left as its operator set it. */
export async function ensureTopics(admin: Admin, topics: readonly Topic[]): Promise<string[]> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return [];
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map((topic) => newTopic(topic.name, topic.partitions, topicSettings(topic))),
  });
  return missing.map(({ name }) => name);
}
