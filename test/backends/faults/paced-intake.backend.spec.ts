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
const LAG_EVENTS = 20;
const FIRST = 60;
const LATER = 240;
const LOOKS_LEAST = 50;

let broker: OpenedKafka;
let kafka: Kafka;
let landscape: Landscape;
let api: ApplicationProcess;
let projector: ApplicationProcess;
let relay: ApplicationProcess;

/** Messages of the partner that the relay has not answered, by its own measure. */
async function waiting(): Promise<number> {
  const headers = { authorization: `Bearer ${OPERATOR_KEY}` };
  const text = await (await fetch(`${relay.url}/metrics`, { headers })).text();
  return Number(/^circulog_intake_lag_messages\{partner="green"\} (\d+)/m.exec(text)?.[1] ?? -1);
}

beforeAll(async () => {
  landscape = await Landscape.open();
  broker = await openKafka();
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  api = await landscape.start('api', 'api');
  projector = await landscape.start('projector', 'projector');
  relay = await landscape.start('relay', 'relay', {
    CIRCULOG_KAFKA: broker.brokers.join(','),
    CIRCULOG_INTAKE_LAG_EVENTS: String(LAG_EVENTS),
  });
}, START_MILLIS);

afterAll(async () => {
  await landscape?.close();
  await broker?.stop();
}, 60_000);

it('takes nothing in while projections are too far behind, and all of it, once, when they are near again', async () => {
  const registered = await api.send('POST', '/v1/partners', {
    body: { id: 'green', name: 'Green', roles: ['refurbisher'], country: 'DE', timeZone: 'Europe/Berlin' },
  });
  await untilTopics(kafka, [resultsTopic('green')], PATIENCE);
  const partner = await ProducingPartner.of(kafka, 'green');
  const results = await Results.of(kafka, 'green');
  const produced = new Produced(partner);
  const answered = (count: number) =>
    until(
      async () => results.all.length,
      (told) => told >= count,
      PATIENCE,
    );

  projector.hang();
  await produced.produce(FIRST);
  await answered(LAG_EVENTS);
  await produced.produce(LATER);
  await until(waiting, (messages) => messages >= LATER, PATIENCE);
  for (let look = 0; look < LOOKS_LEAST; look += 1) expect(await waiting()).toBeGreaterThanOrEqual(LATER);
  expect(results.all.length).toBeLessThanOrEqual(FIRST);
  const live = await api.send('POST', '/v1/events', {
    key: String(registered.body.key),
    body: {
      device: 'serial:Northwind:LIVE-1',
      type: 'DeviceReceived',
      occurredAt: '2026-03-04T10:15:00Z',
      reference: 'live-1',
      data: { intakeReason: 'b2b' },
    },
  });
  expect(live.status).toBe(201);

  projector.wake();
  await answered(produced.count);
  const log = await openEventStore(landscape.stores.events);
  expect(await faultsOf(produced, results, log)).toEqual([]);
  await log.close();
  await results.close();
  await partner.close();
}, 400_000);
