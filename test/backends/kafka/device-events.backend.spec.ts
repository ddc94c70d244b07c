import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { type EventStore, openEventStore } from '#event-store';
import { anAppend, anEvent, aStream } from '#event-store/testing';
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
  RelayFenced,
} from '#feeds';
import { until } from '../../e2e/until.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';
import { Subscriber } from './subscriber.js';

const logger = pino({ level: 'silent' });
const SOURCE = 'urn:circulog:test';

let broker: OpenedKafka;
let kafka: Kafka;
let folder: string;
let log: EventStore;
let subscriber: Subscriber;

const relay = (feed: LogFeed = deviceEventsFeed) =>
  new FeedRelay({
    source: new LogFeedSource(feed, log),
    logger,
    pauseMillisMax: 200,
    openOutlet: () => Publication.open({ kafka, transactionalId: 'circulog-device-events', source: SOURCE }),
  });

/** The same feed with more in each message than a broker takes of a whole backlog at once. */
const wordy: LogFeed = {
  ...deviceEventsFeed,
  messagesOf: (events) =>
    deviceEventsFeed
      .messagesOf(events)
      .map((messages) =>
        messages.map((message) => ({ ...message, data: { ...message.data, said: 'x'.repeat(4_096) } })),
      ),
};

/** Histories of that many devices, `length` events each, told in turns. */
async function tell(devices: number, length: number): Promise<string[]> {
  const streams = Array.from({ length: devices }, () => aStream());
  const ids: string[] = [];
  for (let revision = 0; revision < length; revision += 1) {
    const requests = streams.map((stream) => anAppend({ stream, expectedRevision: revision - 1, events: [anEvent()] }));
    const outcomes = await log.append(requests);
    for (const outcome of outcomes)
      if (outcome.status === 'appended') ids.push(...outcome.events.map(({ event }) => event.id));
  }
  return ids;
}

beforeAll(async () => {
  broker = await openKafka();
  process.stdout.write(`feeds meet: ${broker.name}\n`);
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', logger);
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin, [DEVICE_EVENTS, FEED_POSITIONS]);
  await admin.disconnect();
  folder = await mkdtemp(join(tmpdir(), 'circulog-feeds-'));
  log = await openEventStore(`sqlite:${join(folder, 'events.db')}`);
  subscriber = await Subscriber.of(kafka, DEVICE_EVENTS.name);
}, 180_000);

afterAll(async () => {
  await subscriber?.close();
  await log?.close();
  await broker?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('device events on a broker', () => {
  it('arrive as CloudEvents in binary mode, each device in the order of its history', async () => {
    const told = await tell(5, 4);
    const working = relay();
    const run = working.run();
    await until(
      async () => subscriber.ids().length,
      (count) => count >= told.length,
    );
    working.stop();
    await run;
    expect([...subscriber.ids()].sort()).toEqual([...told].sort());
    const [first] = subscriber.messages;
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_source: SOURCE,
      ce_type: 'org.circulog.device.GradeAssigned.v1',
    });
    expect(first?.headers.ce_subject).toBe(`device/${first?.key}`);
    expect(subscriber.outOfOrder()).toEqual([]);
  }, 60_000);

  it('of a backlog that is too large for one batch arrive as well, in order', async () => {
    const told = await tell(1, 400);
    const working = relay(wordy);
    const run = working.run();
    await until(
      async () => subscriber.ids(),
      (ids) => told.every((id) => ids.includes(id)),
    );
    working.stop();
    await run;
    expect(new Set(subscriber.ids()).size).toBe(subscriber.ids().length);
    expect(subscriber.outOfOrder()).toEqual([]);
  }, 60_000);

  it('are published once when a second relay takes the place of the first', async () => {
    const first = relay();
    const fenced = first.run().then(
      () => 'stopped',
      (error: unknown) => error,
    );
    const told = await tell(3, 2);
    await until(
      async () => subscriber.ids(),
      (ids) => told.every((id) => ids.includes(id)),
    );
    const second = relay();
    const run = second.run();
    await until(
      async () => second.status.state,
      (state) => state === 'publishing',
    );
    told.push(...(await tell(3, 2)));
    expect(await fenced).toBeInstanceOf(RelayFenced);
    await until(
      async () => subscriber.ids(),
      (ids) => told.every((id) => ids.includes(id)),
    );
    second.stop();
    await run;
    expect(new Set(subscriber.ids()).size).toBe(subscriber.ids().length);
    expect(subscriber.outOfOrder()).toEqual([]);
  }, 60_000);
});
