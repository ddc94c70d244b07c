import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { DEVICE_EVENTS, kafkaClient, METRICS } from '#feeds';
import { type Typed, typed } from '../../e2e/cli-process.js';
import { until } from '../../e2e/until.js';
import { freePort } from '../free-port.js';
import { type OpenedKafka, openKafka } from '../kafka/open-kafka.js';
import { Subscriber } from '../kafka/subscriber.js';

/** Enough that the values of some month hide no partner. */
const FLEET = '300';
const FEW = '20';
const PATIENCE_MILLIS = 300_000;
const READ_MILLIS = 90_000;
const EVENT_LINE = /^ {4}(\d{4}-\d\d-\d\d) {2}(org\.circulog\.device\.\S+)$/gm;
const VALUE_LINE = /^ {4}(\d{4}-\d\d) {2}(\w+) {2}\S/gm;

let broker: OpenedKafka;
let kafka: Kafka;
let folder: string;
let first: Typed;

const demo = (brokers: string, devices: string): Promise<Typed> =>
  typed(['demo', '--devices', devices], {
    CIRCULOG_DATA: join(folder, 'demo'),
    CIRCULOG_KAFKA: brokers,
  });

async function withTopics<Answer>(ask: (admin: ReturnType<Kafka['admin']>) => Promise<Answer>): Promise<Answer> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await ask(admin);
  } finally {
    await admin.disconnect();
  }
}

beforeAll(async () => {
  broker = await openKafka();
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  folder = await mkdtemp(join(tmpdir(), 'circulog-demo-'));
  first = await demo(broker.brokers.join(','), FLEET);
}, PATIENCE_MILLIS);

afterAll(async () => {
  await broker?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, 60_000);

it('shows what a consumer finds on the topics, of one device and of the metrics', async () => {
  expect(first.noted).not.toMatch(/Kafka is not used|Kafka at/);
  expect(first.code).toBe(0);
  expect(first.printed).toContain('What subscribers hear, over Kafka');
  const shown = [...first.printed.matchAll(EVENT_LINE)].map(([, date, type]) => `${date} ${type}`);
  expect(shown).toHaveLength(4);
  const events = await Subscriber.of(kafka, DEVICE_EVENTS.name);
  const histories = () =>
    [...Map.groupBy(events.messages, ({ key }) => key).values()].map((history) =>
      history.slice(0, 4).map(({ headers }) => `${headers.ce_time?.slice(0, 10)} ${headers.ce_type}`),
    );
  await until(
    async () => histories(),
    (found) => found.some((history) => history.join() === shown.join()),
    READ_MILLIS,
  );
  await events.close();

  const told = [...first.printed.matchAll(VALUE_LINE)].map(([, period, metric]) => `${period} ${metric}`);
  expect(told).not.toEqual([]);
  const values = await Subscriber.of(kafka, METRICS.name);
  await until(
    async () => new Set(values.messages.map(({ value }) => rowOf(value as never))),
    (found) => told.every((row) => found.has(row)),
    READ_MILLIS,
  );
  await values.close();
});

const rowOf = ({ period, metric }: { period: string; metric: string }) => `${period} ${metric}`;

it(
  'publishes anew over the feeds of an earlier demo',
  async () => {
    const again = await demo(broker.brokers.join(','), FEW);
    expect(again.code).toBe(0);
    expect(again.printed).toContain('What subscribers hear, over Kafka');
    const offsets = await withTopics((admin) => admin.fetchTopicOffsets(DEVICE_EVENTS.name));
    // The first demo's thousands of events are gone.
    expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBeLessThan(2_000);
  },
  PATIENCE_MILLIS,
);

it(
  'leaves feeds alone that no demo published, and shows server-sent events',
  async () => {
    await withTopics((admin) => admin.deleteTopics({ topics: ['circulog.made-by-demo'] }));
    const before = await withTopics((admin) => admin.fetchTopicOffsets(DEVICE_EVENTS.name));
    const beside = await demo(broker.brokers.join(','), FEW);
    expect(beside.code).toBe(0);
    expect(beside.noted).toContain('has feeds that no demo published, which are left as they are');
    expect(beside.printed).toContain('/v1/feeds/device-events/stream');
    expect(await withTopics((admin) => admin.fetchTopicOffsets(DEVICE_EVENTS.name))).toEqual(before);
  },
  PATIENCE_MILLIS,
);

it(
  'says in one line that no broker answers, and shows server-sent events',
  async () => {
    const away = await demo(`127.0.0.1:${await freePort()}`, FEW);
    expect(away.code).toBe(0);
    expect(away.noted.match(/^Kafka is not used: .+$/gm)).toEqual([expect.stringContaining('No answer from')]);
    expect(away.printed).toContain('/v1/feeds/device-events/stream');
  },
  PATIENCE_MILLIS,
);
