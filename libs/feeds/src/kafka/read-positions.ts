import type { Kafka } from 'kafkajs';
import { FEED_POSITIONS, type FeedPosition, POSITION_GROUPS } from '../domain/index.js';

const TIMEOUT_MILLIS = 30_000;

/**
 * Committed positions by feed, as they stand before the message with that mark. Only what was committed is seen; the
 * mark, written by the reader in a transaction of its own, is how it knows the end.
 */
export async function readPositions(kafka: Kafka, mark: string): Promise<Map<string, FeedPosition>> {
  const groupId = `${POSITION_GROUPS}${mark}`;
  const consumer = kafka.consumer({ groupId, readUncommitted: false, retry: { retries: 5 } });
  const positions = new Map<string, FeedPosition>();
  let ended = () => {};
  let failed = (_: Error) => {};
  const end = new Promise<void>((resolve, reject) => {
    ended = resolve;
    failed = reject;
  });
  const timeout = setTimeout(
    () => failed(new Error(`The positions of the feeds could not be read within ${TIMEOUT_MILLIS} ms.`)),
    TIMEOUT_MILLIS,
  );
  consumer.on(consumer.events.CRASH, ({ payload }) => failed(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topic: FEED_POSITIONS.name, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        const key = message.key?.toString();
        const value = message.value?.toString();
        if (value === mark) ended();
        else if (key?.startsWith('feed/') && value !== undefined)
          positions.set(key.slice('feed/'.length), JSON.parse(value) as FeedPosition);
      },
    });
    await end;
  } finally {
    clearTimeout(timeout);
    await consumer.disconnect();
  }
  return positions;
}
