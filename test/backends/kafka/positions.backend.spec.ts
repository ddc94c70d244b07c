import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Kafka, Producer } from 'kafkajs';
import { pino } from 'pino';
import {
  ensureTopics,
  FEED_POSITIONS,
  type FeedPosition,
  kafkaClient,
  Publication,
  transactionalProducer,
} from '#feeds';
import { until } from '../../e2e/until.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';

let broker: OpenedKafka;
let kafka: Kafka;
const producers: Producer[] = [];

beforeAll(async () => {
  broker = await openKafka();
  process.stdout.write(`positions of feeds meet: ${broker.name}\n`);
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin, [FEED_POSITIONS]);
  await admin.disconnect();
}, 180_000);

afterAll(async () => {
  for (const producer of producers) await producer.disconnect();
  await broker?.stop();
}, 60_000);

async function producerOf(feed: string): Promise<Producer> {
  const producer = transactionalProducer(kafka, `test-${feed}`);
  await producer.connect();
  producers.push(producer);
  return producer;
}

/** A transaction that says so far; whether that counts is decided later. */
async function begun(producer: Producer, feed: string, position: string) {
  const transaction = await producer.transaction();
  const reached: FeedPosition = { position, eventId: null };
  await transaction.send({
    topic: FEED_POSITIONS.name,
    messages: [{ key: `feed/${feed}`, value: JSON.stringify(reached) }],
  });
  return transaction;
}

/** `undefined`: the broker has come up a moment ago and is not ready for groups. */
const opened = () =>
  Publication.open({ kafka, transactionalId: 'test-reader', source: 'urn:circulog:test' }).catch(() => undefined);

it('a feed goes on from what was committed, whatever order transactions of several feeds were given up in', async () => {
  const [one, other] = [await producerOf('one'), await producerOf('other')];
  await (await begun(one, 'one', '1')).commit();
  await (await begun(other, 'other', '5')).commit();
  const [first, second] = [await begun(one, 'one', '2'), await begun(other, 'other', '6')];
  await second.abort();
  await first.abort();
  const publication = await until(opened, (made) => made !== undefined);
  const positions = ['one', 'other'].map((feed) => publication?.positionOf(feed)?.position);
  await publication?.close();
  expect(positions).toEqual(['1', '5']);
}, 60_000);
