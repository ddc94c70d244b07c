import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Consumer, type Kafka, KafkaJSGroupCoordinatorNotFound, KafkaJSProtocolError } from 'kafkajs';
import { RunningApp, TEST_ADMIN_KEY } from '#api/testing';
import { CUSTODY, DEVICE_EVENTS, FEED_POSITIONS, METRICS, partnerTopic } from '#feeds';
import { intakeTopic, resultsTopic } from '#intake';
import { type Typed, typed } from '../../e2e/cli-process.js';
import { Desk } from '../../e2e/desk.js';
import { until } from '../../e2e/until.js';
import { ProducingPartner } from '../kafka/producing-partner.js';
import { Results } from '../kafka/results.js';
import { Subscriber } from '../kafka/subscriber.js';
import { untilTopics } from '../kafka/until-topics.js';
import { BROKERS_OPERATOR, GuardedBroker } from './guarded-broker.js';

const PRINCIPALS = [
  ...['--principal-relay', 'User:relay'],
  ...['--principal-intake', 'User:intake'],
  ...['--principal-auditor', 'User:auditor'],
];
const PATIENCE = 30_000;

let broker: GuardedBroker;
let publishing: RunningApp;
let green: Kafka;
const closing: { close(): Promise<unknown> }[] = [];

/** The command line of somebody who is that user to the brokers. */
const circulog = (user: string, ...words: string[]): Promise<Typed> =>
  typed(['--json', 'kafka', ...words, ...PRINCIPALS], {
    ...broker.variables(user),
    CIRCULOG_URL: publishing.url,
    CIRCULOG_ADMIN_KEY: TEST_ADMIN_KEY,
  });

const answer = ({ printed }: Typed) => JSON.parse(printed);

async function subscribed(kafka: Kafka, topic: string, groups: string): Promise<Subscriber> {
  const subscriber = await Subscriber.of(kafka, topic, groups);
  closing.push(subscriber);
  return subscriber;
}

const typesOf = ({ messages }: Subscriber) => messages.map(({ headers }) => headers.ce_type?.split('.').at(-2));

/** What the broker said against it; `undefined`: nothing. */
async function refusal(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    for (let each: unknown = error; each instanceof Error; each = each.cause) {
      if (each instanceof KafkaJSProtocolError) return each.type;
      // All that the client says where a broker does not let it ask for a group.
      if (each instanceof KafkaJSGroupCoordinatorNotFound) return each.name;
    }
    throw error;
  }
}

/** Reads as a group does; throws what stops it. */
async function reading(kafka: Kafka, topic: string, groupId: string): Promise<void> {
  const consumer: Consumer = kafka.consumer({ groupId, retry: { retries: 0, restartOnFailure: async () => false } });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((joined, failed) => {
      consumer.on(consumer.events.FETCH, () => joined());
      consumer.on(consumer.events.CRASH, ({ payload }) => failed(payload.error));
      consumer.run({ autoCommit: false, eachMessage: async () => undefined }).catch(failed);
    });
  } finally {
    await consumer.disconnect();
  }
}

async function writing(kafka: Kafka, topic: string): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  try {
    await producer.connect();
    await producer.send({ topic, messages: [{ value: '{}' }] });
  } finally {
    await producer.disconnect();
  }
}

beforeAll(async () => {
  broker = await GuardedBroker.of(['relay', 'intake', 'auditor', 'green', 'blue']);
  green = broker.client('green');
  publishing = await RunningApp.start({ ...broker.variables('relay'), CIRCULOG_KAFKA_INTAKE: 'off' });
}, 180_000);

afterAll(async () => {
  for (const each of closing) await each.close();
  await publishing?.close();
  await broker?.stop();
}, 60_000);

describe('on brokers with TLS, SCRAM and an authorizer', () => {
  let desk: Desk;

  it('apply makes what plan names, once, and only for who may', async () => {
    desk = await Desk.open(publishing, 'green', ['refurbisher']);
    await Desk.open(publishing, 'blue', ['refurbisher']);
    const before = await circulog(BROKERS_OPERATOR, 'plan');
    expect(before.code).toBe(7);
    expect(answer(before).topics).toHaveLength(12);
    expect(new Set(answer(before).acls.map(({ state }: { state: string }) => state))).toEqual(new Set(['missing']));
    expect(await circulog('green', 'apply')).toMatchObject({ code: 5, printed: '' });
    const first = await circulog(BROKERS_OPERATOR, 'apply');
    expect([first.code, answer(first).made.topics]).toEqual([0, 12]);
    const second = await circulog(BROKERS_OPERATOR, 'apply');
    expect([second.code, answer(second).made]).toEqual([0, { topics: 0, acls: 0 }]);
    const after = await circulog(BROKERS_OPERATOR, 'plan', '--strict');
    expect([after.code, answer(after).beyond]).toEqual([0, { topics: [], acls: [] }]);
  }, 90_000);

  it('the relay, which had waited for it, publishes, and each reads what is its own', async () => {
    await desk.tell('serial:Northwind:ACCESS-1', 'DeviceReceived', '2026-03-01T08:00:00Z', {
      intakeReason: 'b2b',
    });
    const shared = await subscribed(green, DEVICE_EVENTS.name, 'green.');
    const own = await subscribed(green, partnerTopic('green').name, 'green.');
    const audited = await subscribed(broker.client('auditor'), CUSTODY.name, '@auditors.');
    for (const each of [shared, own]) {
      await until(
        async () => typesOf(each),
        (types) => types.includes('DeviceReceived'),
        PATIENCE,
      );
    }
    await until(
      async () => audited.messages.length,
      (count) => count > 0,
      PATIENCE,
    );
  }, 90_000);

  it('a partner that is registered later has its topics without an operator', async () => {
    const late = await Desk.open(publishing, 'late', ['refurbisher']);
    const data = { intakeReason: 'b2b' };
    await late.tell('serial:Northwind:ACCESS-LATE', 'DeviceReceived', '2026-03-01T08:00:00Z', data);
    await untilTopics(broker.client(BROKERS_OPERATOR), [partnerTopic('late').name], PATIENCE);
  }, 60_000);

  it('intake answers under its own principal, which may not publish', async () => {
    const taking = await RunningApp.start(broker.variables('intake'));
    closing.unshift(taking);
    await taking.partner('green', ['refurbisher']);
    await taking.partner('late', ['refurbisher']);
    await untilTopics(broker.client(BROKERS_OPERATOR), [intakeTopic('late'), resultsTopic('late')], PATIENCE);
    const partner = await ProducingPartner.of(green, 'green');
    closing.unshift(partner);
    const results = await Results.of(green, 'green');
    closing.unshift(results);
    const data = { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' };
    const occurredAt = '2026-03-04T10:15:00Z';
    const value = { device: 'serial:Northwind:ACCESS-2', type: 'GradeAssigned', occurredAt, reference: 'a-1', data };
    await partner.send({ value });
    const told = await until(
      async () => results.all,
      (all) => all.length > 0,
      PATIENCE,
    );
    expect(told[0]?.value).toMatchObject({ status: 201, reference: 'a-1' });
    const { checks } = (await taking.send('GET', '/health/ready')).body as { checks: { name: string }[] };
    expect(checks.find(({ name }) => name === 'feeds')).toMatchObject({ ok: false });
    expect(checks.find(({ name }) => name === 'intake')).toMatchObject({ ok: true });
  }, 90_000);

  it('a partner is refused what is not its own', async () => {
    for (const topic of [METRICS.name, resultsTopic('green')]) {
      expect(await refusal(reading(green, topic, 'green.proof'))).toBeUndefined();
    }
    const denied = [partnerTopic('blue').name, resultsTopic('blue'), intakeTopic('blue'), intakeTopic('green')];
    for (const topic of [...denied, CUSTODY.name, FEED_POSITIONS.name]) {
      expect([topic, await refusal(reading(green, topic, 'green.proof'))]).toEqual([
        topic,
        'TOPIC_AUTHORIZATION_FAILED',
      ]);
    }
    for (const topic of [intakeTopic('blue'), resultsTopic('green'), partnerTopic('green').name, DEVICE_EVENTS.name]) {
      expect([topic, await refusal(writing(green, topic))]).toEqual([topic, 'TOPIC_AUTHORIZATION_FAILED']);
    }
    for (const group of ['blue.proof', 'circulog-intake', 'green-proof']) {
      expect(await refusal(reading(green, METRICS.name, group))).toBe('KafkaJSGroupCoordinatorNotFound');
    }
  }, 90_000);

  it('apply lets later partners in, and takes the access of suspended ones away where it is told to', async () => {
    const blue = broker.client('blue');
    expect(await refusal(reading(blue, METRICS.name, 'blue.proof'))).toBeUndefined();
    await publishing.send('POST', '/v1/partners/blue/suspend', { body: {} });
    const applied = await circulog(BROKERS_OPERATOR, 'apply');
    expect([applied.code, answer(applied).made]).toEqual([7, { topics: 0, acls: 7 }]);
    const { withdrawn } = answer(applied);
    expect(new Set(withdrawn.map(({ principal }: { principal: string }) => principal))).toEqual(new Set(['User:blue']));
    const revoked = await circulog(BROKERS_OPERATOR, 'apply', '--revoke');
    expect([revoked.code, answer(revoked).taken]).toEqual([0, withdrawn.length]);
    expect((await circulog(BROKERS_OPERATOR, 'plan', '--strict')).code).toBe(0);
    expect(await refusal(reading(blue, METRICS.name, 'blue.proof'))).toBeDefined();
    expect(await refusal(reading(green, METRICS.name, 'green.proof'))).toBeUndefined();
  }, 90_000);
});
