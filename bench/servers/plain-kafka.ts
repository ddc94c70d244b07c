import { randomUUID } from 'node:crypto';
import { type IHeaders, type Kafka, type Message, Partitioners } from 'kafkajs';

const BATCH = 1_000;
const PATIENCE_MILLIS = 60_000;

/** A topic's committed messages, read from the start until there are so many; throws where one is there twice. */
export async function readBack(kafka: Kafka, topic: string, count: number): Promise<Message[]> {
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, readUncommitted: false });
  const messages = new Map<string, Message>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      setTimeout(() => reject(new Error(`${topic}: only ${messages.size} messages`)), PATIENCE_MILLIS).unref();
      const take = ({ key, value, headers = {} }: { key: Buffer | null; value: Buffer | null; headers?: IHeaders }) => {
        const id = String(headers.ce_id);
        if (messages.has(id)) reject(new Error(`${topic}: ${id} is there twice`));
        messages.set(id, { key, value, headers });
        if (messages.size === count) resolve();
      };
      consumer.run({ autoCommit: false, eachMessage: async ({ message }) => take(message) }).catch(reject);
    });
    return [...messages.values()];
  } finally {
    await consumer.disconnect();
  }
}

/** Sends them without transactions and positions, in batches as large as the relay's; answers how many. */
export async function plainlyProduced(kafka: Kafka, topic: string, messages: readonly Message[]): Promise<number> {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  for (let first = 0; first < messages.length; first += BATCH) {
    await producer.send({ topic, messages: messages.slice(first, first + BATCH) });
  }
  await producer.disconnect();
  return messages.length;
}
