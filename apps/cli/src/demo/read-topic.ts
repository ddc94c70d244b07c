import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Kafka, KafkaMessage } from 'kafkajs';
import { progress } from '../console/progress.js';
import type { Terminal } from '../console/terminal.js';

/** All feeds of a whole fleet are published at once, and values of metrics are worked out for it: that takes minutes. */
const PATIENCE_MILLIS = 600_000;
const LOOK_MILLIS = 200;
/** A broker that has just come up is not ready for groups for a while. */
const RETRY = { retries: 100, maxRetryTime: 500 };

export interface Reading {
  topic: string;
  /** How many have to be found. */
  wanted: number;
  /** Answers how many of them there are by now. */
  take(message: KafkaMessage): number;
}

/** Reads what was committed, from the start, until all is found. Throws where that does not come in time. */
export async function readTopic(kafka: Kafka, { topic, wanted, take }: Reading, terminal: Terminal): Promise<void> {
  const bar = progress(terminal, `reading ${topic}`, wanted);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const patience = setTimeout(
    () => reject(new Error(`${topic} did not bring it within ${PATIENCE_MILLIS / 1_000} s`)),
    PATIENCE_MILLIS,
  );
  late.catch(() => undefined);
  let messages = 0;
  const read = (message: KafkaMessage): boolean => {
    messages += 1;
    const found = take(message);
    bar.at(found, `${messages.toLocaleString('en')} messages`);
    return found >= wanted;
  };
  try {
    await Promise.race([late, untilThere(kafka, topic)]);
    for (;;) {
      try {
        return await consumed(kafka, topic, read, late);
      } catch (error) {
        if (messages > 0 || !isComingUp(error)) throw error;
        await pause(LOOK_MILLIS);
      }
    }
  } finally {
    clearTimeout(patience);
    bar.finish(`${messages.toLocaleString('en')} messages`);
  }
}

/** A busy broker that has just come up knows of no coordinator yet: the client gives up, and may begin again. */
const isComingUp = (error: unknown): boolean =>
  error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound';

/** One consumer's life: until `read` says that it is enough, it ends for good, or it is too late. */
async function consumed(
  kafka: Kafka,
  topic: string,
  read: (message: KafkaMessage) => boolean,
  late: Promise<never>,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: `circulog-demo-${randomUUID()}`,
    readUncommitted: false,
    retry: RETRY,
  });
  const { promise: enough, resolve, reject } = Promise.withResolvers<void>();
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    // A busy broker that has just come up loads its coordinator for longer than all retries take: it begins again.
    if (!restart) reject(error);
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const running = consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        if (read(message)) resolve();
      },
    });
    await Promise.race([late, enough, running.then(() => enough)]);
  } finally {
    await consumer.disconnect();
  }
}

/** Topics are made when the relay begins, a moment after its process. */
async function untilThere(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    for (const end = Date.now() + PATIENCE_MILLIS; Date.now() < end; await pause(LOOK_MILLIS)) {
      if ((await admin.listTopics()).includes(topic)) return;
    }
  } finally {
    await admin.disconnect();
  }
}
