import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { openEventStore } from '#event-store';
import { kafkaClient } from '#feeds';
import { resultsTopic } from '#intake';
import { until } from '../../e2e/until.js';
import { Random } from '../../faults/random.js';
import { ApplicationProcess } from '../landscape/application-process.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';
import { faultsOf, Produced } from './produced.js';
import { ProducingPartner } from './producing-partner.js';
import { Results } from './results.js';
import { untilTopics } from './until-topics.js';

const KILLS = 4;
const MESSAGES_PER_LIFE = 700;
const PATIENCE = 90_000;

let broker: OpenedKafka;
let kafka: Kafka;
let folder: string;
let server: ApplicationProcess;

const start = () =>
  ApplicationProcess.start('standalone', {
    CIRCULOG_DATA: folder,
    CIRCULOG_KAFKA: broker.brokers.join(','),
    CIRCULOG_LEASE_SECONDS: '1',
  });

beforeAll(async () => {
  broker = await openKafka();
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  folder = await mkdtemp(join(tmpdir(), 'circulog-intake-'));
  server = await start();
}, 180_000);

afterAll(async () => {
  await server?.kill();
  await broker?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}, 60_000);

it('is recorded once and answered once, each device in its order, however often the process is killed', async () => {
  await server.send('POST', '/v1/partners', {
    body: { id: 'green', name: 'Green', roles: ['refurbisher'], country: 'DE', timeZone: 'Europe/Berlin' },
  });
  await untilTopics(kafka, [resultsTopic('green')]);
  const partner = await ProducingPartner.of(kafka, 'green');
  const results = await Results.of(kafka, 'green');
  const produced = new Produced(partner);
  const random = new Random(Number(process.env.CIRCULOG_TEST_SEED ?? 1));
  const allAnswered = (count: () => number) =>
    until(
      async () => results.all.length,
      (answered) => answered >= count(),
      PATIENCE,
    );

  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = results.all.length;
    const producing = produced.produce(MESSAGES_PER_LIFE);
    const enough = before + random.between(1, MESSAGES_PER_LIFE / 2);
    await allAnswered(() => enough);
    await server.kill();
    await producing;
    server = await start();
  }
  await allAnswered(() => produced.count);
  await server.kill('SIGTERM');
  const log = await openEventStore(`sqlite:${join(folder, 'events.db')}`);
  expect(await faultsOf(produced, results, log)).toEqual([]);
  await log.close();
  await results.close();
  await partner.close();
}, 400_000);
