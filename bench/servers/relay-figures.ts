import { randomUUID } from 'node:crypto';
import type { LogFeed, Topic } from '#feeds';
import type { OpenedKafka } from '../../test/backends/kafka/open-kafka.js';
import { until } from '../../test/e2e/until.js';
import { type Measurement, median } from '../measurement.js';
import { tellHistories } from './device-history.js';
import { type LogAndTopics, onLogAndTopics } from './log-and-topics.js';
import { ownFeed, topicOf } from './own-feed.js';
import { plainlyProduced, readBack } from './plain-kafka.js';
import { measured, type Rate } from './rate.js';
import { RunningRelay } from './running-relay.js';

const EVENTS = 20_000;
const PAIRS = 3;
const PATIENCE_MILLIS = 30_000;

interface Pair {
  relay: Rate;
  plain: Rate;
}

/** From the log to a topic exactly once, against the very same messages sent by an idempotent producer and no more. */
export async function relayFigures({ brokers }: OpenedKafka): Promise<Measurement[]> {
  const run = randomUUID().slice(0, 8);
  const feeds = Array.from({ length: PAIRS }, (_, pair) => ownFeed(`bench-${run}-${pair}`));
  const topics = feeds.flatMap((feed) => [topicOf(feed), plainTopicOf(feed)]);
  return onLogAndTopics(brokers, topics, async (given) => {
    await tellHistories(given.log, EVENTS);
    const pairs: Pair[] = [];
    for (const feed of feeds) pairs.push(await pairOf(given, feed));
    return [figure(pairs)];
  });
}

const plainTopicOf = (feed: LogFeed): Topic => ({ ...topicOf(feed), name: `${topicOf(feed).name}.plain` });

async function pairOf(given: LogAndTopics, feed: LogFeed): Promise<Pair> {
  const { kafka } = given;
  const relay = await relayed(given, feed);
  const messages = await readBack(kafka, topicOf(feed).name, EVENTS);
  const plain = await measured('plain', 'messages/s', () => plainlyProduced(kafka, plainTopicOf(feed).name, messages));
  return { relay, plain };
}

/** The clock starts when the relay has connected and found its place, which it tries until it can. */
async function relayed(given: LogAndTopics, feed: LogFeed): Promise<Rate> {
  const relay = new RunningRelay(given, feed);
  await relay.placed();
  const published = async () => relay.published;
  const rate = await measured('relay', 'messages/s', () =>
    until(published, (count) => count >= EVENTS, PATIENCE_MILLIS),
  );
  await relay.stop();
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
