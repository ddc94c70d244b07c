import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { type EventStore, openEventStore } from '#event-store';
import {
  DEVICE_EVENTS,
  deviceEventsFeed,
  ensureTopics,
  FEED_POSITIONS,
  FeedRelay,
  kafkaClient,
  type LogFeed,
  LogFeedSource,
  Publication,
  type Topic,
} from '#feeds';
import type { OpenedKafka } from '../../test/backends/kafka/open-kafka.js';
import { until } from '../../test/e2e/until.js';
import { freshFolder } from '../circulog.js';
import { type Measurement, median } from '../measurement.js';
import { historyOf } from './device-history.js';
import { plainlyProduced, readBack } from './plain-kafka.js';
import { measured, type Rate } from './rate.js';

const EVENTS = 20_000;
const EVENTS_EACH = 8;
const PAIRS = 3;
const PATIENCE_MILLIS = 30_000;
const logger = pino({ level: 'silent' });

interface Pair {
  relay: Rate;
  plain: Rate;
}

/** From the log to a topic exactly once, against the very same messages sent by an idempotent producer and no more. */
export async function relayFigures({ brokers }: OpenedKafka): Promise<Measurement[]> {
  const kafka = kafkaClient({ brokers, tls: false }, 'circulog-bench', logger);
  const folder = freshFolder();
  const log = await openEventStore(`sqlite:${join(folder, 'events.db')}`);
  const run = randomUUID().slice(0, 8);
  const feeds = Array.from({ length: PAIRS }, (_, pair) => feedOf(`bench-${run}-${pair}`));
  const admin = kafka.admin();
  await admin.connect();
  try {
    await tell(log);
    const topics = feeds.flatMap((feed) => [topicOf(feed), plainTopicOf(feed)]);
    await ensureTopics(admin, [FEED_POSITIONS, ...topics]);
    const pairs: Pair[] = [];
    for (const feed of feeds) pairs.push(await pairOf(kafka, log, feed));
    await admin.deleteTopics({ topics: topics.map(({ name }) => name) });
    return [figure(pairs)];
  } finally {
    await admin.disconnect();
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The feed of device events, under a name and on a topic that nobody published to. */
const feedOf = (name: string): LogFeed => {
  const topic = { ...DEVICE_EVENTS, name: `circulog.${name}` };
  return { ...deviceEventsFeed, name, topicOf: () => topic, topics: [topic] };
};
const topicOf = (feed: LogFeed): Topic => feed.topicOf({});
const plainTopicOf = (feed: LogFeed): Topic => ({ ...topicOf(feed), name: `${topicOf(feed).name}.plain` });

async function tell(log: EventStore): Promise<void> {
  for (let told = 0; told < EVENTS; told += EVENTS_EACH * 100) {
    await log.append(Array.from({ length: 100 }, () => historyOf(EVENTS_EACH)));
  }
}

async function pairOf(kafka: Kafka, log: EventStore, feed: LogFeed): Promise<Pair> {
  const relay = await relayed(kafka, log, feed);
  const messages = await readBack(kafka, topicOf(feed).name, EVENTS);
  const plain = await measured('plain', 'messages/s', () => plainlyProduced(kafka, plainTopicOf(feed).name, messages));
  return { relay, plain };
}

/** The clock starts when the relay has connected and found its place, which it tries until it can. */
async function relayed(kafka: Kafka, log: EventStore, feed: LogFeed): Promise<Rate> {
  const place = Promise.withResolvers<void>();
  const openOutlet = async () => {
    const publication = await Publication.open({ kafka, transactionalId: feed.name, source: 'urn:circulog:bench' });
    place.resolve();
    return publication;
  };
  const relay = new FeedRelay({ source: new LogFeedSource(feed, log), logger, openOutlet });
  const run = relay.run();
  await place.promise;
  const published = async () => relay.status.published;
  const rate = await measured('relay', 'messages/s', () =>
    until(published, (count) => count >= EVENTS, PATIENCE_MILLIS),
  );
  relay.stop();
  await run;
  return rate;
}

function figure(pairs: readonly Pair[]): Measurement {
  const of = (pick: (pair: Pair) => number) => median(pairs.map(pick));
  const relayShare = of(({ relay }) => relay.threadShare).toFixed(2);
  const plainShare = of(({ plain }) => plain.threadShare).toFixed(2);
  return {
    bench: 'servers',
    name: 'kafka: from the log to the topic exactly once',
    value: of(({ relay }) => relay.perSecond),
    unit: 'messages/s',
    reference: { name: 'idempotent producer, messages made before', value: of(({ plain }) => plain.perSecond) },
    ratio: of(({ relay, plain }) => relay.perSecond / plain.perSecond),
    aim: { at: 0.6, direction: 'at-least' },
    note: `this thread ${relayShare} of a core (plain ${plainShare}); every message read back once`,
  };
}
