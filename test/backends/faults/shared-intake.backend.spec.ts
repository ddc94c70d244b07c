import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { openEventStore } from '#event-store';
import { kafkaClient } from '#feeds';
import { resultsTopic } from '#intake';
import { until } from '../../e2e/until.js';
import { type OpenedKafka, openKafka } from '../kafka/open-kafka.js';
import { faultsOf, Produced } from '../kafka/produced.js';
import { ProducingPartner } from '../kafka/producing-partner.js';
import { Results } from '../kafka/results.js';
import { untilTopics } from '../kafka/until-topics.js';
import { type ApplicationProcess, OPERATOR_KEY } from '../landscape/application-process.js';
import { Landscape, START_MILLIS } from '../landscape/landscape.js';

const PATIENCE = 120_000;
const MESSAGES = 300;

let broker: OpenedKafka;
let kafka: Kafka;
let landscape: Landscape;
let api: ApplicationProcess;
const relays = new Map<string, ApplicationProcess>();

const relay = (name: string) => landscape.start('relay', name, { CIRCULOG_KAFKA: broker.brokers.join(',') });

/**
 * One that runs. A relay ends where another one has taken over what it published, as it does on a machine that is too
 * busy to renew a lease in time, and whoever runs it starts it again.
 */
async function standing(name: string): Promise<ApplicationProcess> {
  const known = relays.get(name);
  if (known !== undefined && !known.hasEnded) return known;
  const started = await relay(name);
  relays.set(name, started);
  return started;
}

beforeAll(async () => {
  landscape = await Landscape.open();
  broker = await openKafka();
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  api = await landscape.start('api', 'api');
  await landscape.start('projector', 'projector');
  await Promise.all(['one', 'two'].map(standing));
}, START_MILLIS);

afterAll(async () => {
  await landscape?.close();
  await broker?.stop();
}, 60_000);

/** Partitions of the partner that the relay reads, by what it measures. */
const reads = async (name: string): Promise<boolean> => {
  const { url } = await standing(name);
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } }).catch(
    () => undefined,
  );
  return (await response?.text())?.includes('circulog_intake_lag_messages{partner="green"}') ?? false;
};

it('is shared by two relays, and each message has one answer when one hangs and wakes again, and when one is killed', async () => {
  await api.send('POST', '/v1/partners', {
    body: { id: 'green', name: 'Green', roles: ['refurbisher'], country: 'DE', timeZone: 'Europe/Berlin' },
  });
  await untilTopics(kafka, [resultsTopic('green')], PATIENCE);
  const partner = await ProducingPartner.of(kafka, 'green');
  const results = await Results.of(kafka, 'green');
  const produced = new Produced(partner);
  const allAnswered = () =>
    until(
      async () => results.all.length,
      (count) => count >= produced.count,
      PATIENCE,
    );

  await produced.produce(MESSAGES);
  await allAnswered();
  await until(
    () => Promise.all(['one', 'two'].map(reads)),
    (reading) => reading.every(Boolean),
    PATIENCE,
  );

  const one = await standing('one');
  const whileHanging = produced.produce(MESSAGES);
  one.hang();
  await whileHanging;
  await allAnswered();
  one.wake();
  await standing('three');
  await produced.produce(MESSAGES);
  await allAnswered();

  const two = await standing('two');
  const whileKilled = produced.produce(MESSAGES);
  await two.kill();
  await whileKilled;
  await allAnswered();

  const log = await openEventStore(landscape.stores.events);
  expect(await faultsOf(produced, results, log)).toEqual([]);
  await log.close();
  await results.close();
  await partner.close();
}, 600_000);
