import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import { pino } from 'pino';
import { CUSTODY, kafkaClient } from '#feeds';
import { typed } from '../../e2e/cli-process.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';

let broker: OpenedKafka;
let admin: Admin;
let folder: string;

/** On stores of its own, where no partner is registered. */
async function circulog(...words: string[]) {
  const environment = { CIRCULOG_KAFKA: broker.brokers.join(','), CIRCULOG_DATA: folder };
  const { code, printed } = await typed(['--json', 'kafka', ...words], environment);
  return { code, told: JSON.parse(printed) };
}

beforeAll(async () => {
  broker = await openKafka();
  folder = await mkdtemp(join(tmpdir(), 'circulog-plan-'));
  admin = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' })).admin();
  await admin.connect();
}, 180_000);

afterAll(async () => {
  await admin?.disconnect();
  await broker?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, 60_000);

it('leaves a topic that differs as it is, and says so, also where brokers have no authorizer', async () => {
  await admin.createTopics({ topics: [{ topic: CUSTODY.name, numPartitions: 2 }] });
  const applied = await circulog('apply', '--no-acls');
  expect(applied.code).toBe(7);
  const differing = applied.told.topics.filter(({ state }: { state: string }) => state === 'different');
  expect(differing).toMatchObject([
    {
      name: CUSTODY.name,
      differences: [`partitions: 2 instead of ${CUSTODY.partitions}`, 'retention.ms: 604800000 instead of -1'],
    },
  ]);
  const { topics } = await admin.fetchTopicMetadata({ topics: [CUSTODY.name] });
  expect(topics[0]?.partitions).toHaveLength(2);
  const planned = await circulog('plan');
  const states = (found: { state: string }[]) => [...new Set(found.map(({ state }) => state))].sort();
  expect([planned.code, states(planned.told.topics), states(planned.told.acls)]).toEqual([
    7,
    ['different', 'present'],
    ['unguarded'],
  ]);
}, 90_000);
