import { type EachBatchPayload, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import { connection, isFromStart, partner, stateFile } from './settings.ts';
import { type Received, State } from './state.ts';

const TOPICS = [
  'circulog.device-events.v1',
  'circulog.metrics.v1',
  'circulog.restatements.v1',
  `circulog.partner.${partner}.v1`,
];
const LOOK_MILLIS = 5_000;

const state = await State.open(stateFile, isFromStart);
const kafka = new Kafka({ ...connection, logLevel: logLevel.ERROR });
const admin = kafka.admin();
const consumer = kafka.consumer({
  groupId: `${partner}.example-${state.since}`,
  readUncommitted: false,
  allowAutoTopicCreation: false,
});

/** What is kept first, how far it goes second: whoever dies in between gets the batch again, and knows it by its ids. */
async function eachBatch({ batch }: EachBatchPayload): Promise<void> {
  const { topic, partition, messages } = batch;
  for (const message of messages) state.take(received(topic, message), partner);
  await state.save();
  await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(batch.lastOffset()) + 1n) }]);
  console.log(`${topic}/${partition}: ${messages.length} messages`);
}

function received(topic: string, { key, value, headers }: KafkaMessage): Received {
  const data = JSON.parse(String(value));
  return { topic, key: String(key), id: String(headers?.ce_id), type: String(headers?.ce_type), data };
}

/** A topic of one partner is there from its first message on: until then, the others are read without it. */
let followed = 0;
async function follow(): Promise<void> {
  const there = new Set(await admin.listTopics());
  const topics = TOPICS.filter((topic) => there.has(topic));
  if (topics.length === followed) return;
  if (followed > 0) await consumer.stop();
  followed = topics.length;
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({ autoCommit: false, eachBatch });
  console.log(`following ${topics.join(', ')}`);
}

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stopped.abort());
consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
  console.error(`${error.message}: ${restart ? 'trying again' : 'giving up'}`);
  if (restart) return;
  process.exitCode = 1;
  stopped.abort();
});

await admin.connect();
await consumer.connect();
while (!stopped.signal.aborted) {
  await follow();
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_MILLIS);
    stopped.signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
  });
}
await consumer.disconnect();
await admin.disconnect();
console.log('stopped');
