import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type EventStore, openEventStore } from '#event-store';
import { DEVICE_EVENTS, deviceEventsFeed, FeedRelay, kafkaClient, LogFeedSource, openPublication } from '#feeds';
import { until } from '../../e2e/until.js';
import { Random } from '../../faults/random.js';
import { GrowingHistories } from './growing-histories.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';
import { Subscriber } from './subscriber.js';
import { untilTopics } from './until-topics.js';

const KILLS = 3;
const DEVICES = 10;
/** Events that are told and not yet published, at most: the relay has work at all times, and the log does not run away. */
const AHEAD_MAX = 400;
const BACKLOG_TURNS = 500;
const PATIENCE = 90_000;
const logger = pino({ level: 'silent' });

let broker: OpenedKafka;
let folder: string;
let log: EventStore;
let source: LogFeedSource;
let relay: FeedRelay;
let running: Promise<void>;
let subscriber: Subscriber;
let histories: GrowingHistories;

/** How many events are still to be published. */
const lag = () => source.lag(relay.status.reached);

/** Tells on, not too far ahead, until that is over. */
async function tellUntil(over: () => boolean): Promise<void> {
  await until(
    async () => {
      if ((await lag()) < AHEAD_MAX) await histories.grow(1);
      return over();
    },
    (isOver) => isOver,
    PATIENCE,
  );
}

/** Whether the relay was seen to have published more, so many times: a place that one transaction left behind shows. */
function publishedTimes(times: number): () => boolean {
  let [seen, before] = [0, relay.status.published];
  return () => {
    const { published } = relay.status;
    if (published !== before) seen += 1;
    before = published;
    return seen >= times;
  };
}

async function expectAllOnce(): Promise<void> {
  await until(
    async () => subscriber.ids().length,
    (count) => count >= histories.ids.length,
    PATIENCE,
  );
  expect([...subscriber.ids()].sort()).toEqual([...histories.ids].sort());
  expect(subscriber.outOfOrder()).toEqual([]);
}

/** Where the broker cannot be killed from here, that is said, and nothing is tested. */
function killing(): NonNullable<OpenedKafka['restart']> | undefined {
  if (broker.restart === undefined) process.stdout.write('NOT TESTED: a killed broker (not a local process)\n');
  return broker.restart;
}

beforeAll(async () => {
  broker = await openKafka();
  const kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', logger);
  folder = await mkdtemp(join(tmpdir(), 'circulog-broker-killed-'));
  log = await openEventStore(`sqlite:${join(folder, 'events.db')}`);
  source = new LogFeedSource(deviceEventsFeed, log);
  const openOutlet = () => openPublication(kafka, deviceEventsFeed);
  relay = new FeedRelay({ source, logger, openOutlet, pauseMillisMax: 200 });
  histories = new GrowingHistories(log, DEVICES);
  running = relay.run();
  await untilTopics(kafka, [DEVICE_EVENTS.name]);
  subscriber = await Subscriber.of(kafka, DEVICE_EVENTS.name);
}, 180_000);

afterAll(async () => {
  relay?.stop();
  await running;
  await subscriber?.close();
  await log?.close();
  await broker?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, 60_000);

it('tells each event once and each device in its order, however often the broker is killed under the relay', async () => {
  const restart = killing();
  if (restart === undefined) return;
  const random = new Random(Number(process.env.CIRCULOG_TEST_SEED ?? 1));
  for (let kill = 0; kill < KILLS; kill += 1) {
    await tellUntil(publishedTimes(random.between(3, 12)));
    let isBack = false;
    const restarted = restart('SIGKILL').finally(() => {
      isBack = true;
    });
    await tellUntil(() => isBack);
    await restarted;
  }
  await expectAllOnce();
}, 300_000);

it('drains what an outage left while new events arrive: none of them waits for good', async () => {
  const restart = killing();
  if (restart === undefined) return;
  await restart('SIGKILL', () => histories.grow(BACKLOG_TURNS));
  expect(await lag()).toBeGreaterThanOrEqual(BACKLOG_TURNS * DEVICES);
  const before = histories.ids.length;
  await until(
    async () => {
      const left = await lag();
      await histories.grow(1);
      return left;
    },
    (left) => left === 0,
    PATIENCE,
  );
  expect(histories.ids.length).toBeGreaterThan(before);
  await expectAllOnce();
}, 300_000);
