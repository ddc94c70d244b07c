import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { pino } from 'pino';
import { RunningApp } from '#api/testing';
import { kafkaClient } from '#feeds';
import { intakeTopic, resultsTopic } from '#intake';
import { until } from '../../e2e/until.js';
import { type OpenedKafka, openKafka } from './open-kafka.js';
import { ProducingPartner, type Sent } from './producing-partner.js';
import { type Result, Results } from './results.js';
import { untilTopics } from './until-topics.js';

const BODY_LIMIT_BYTES = 4_096;

let broker: OpenedKafka;
let kafka: Kafka;
let app: RunningApp;
let key: string;
let partner: ProducingPartner;
let results: Results;

const grade = (reference: string | undefined, more: object = {}) => ({
  device: 'serial:Northwind:KAFKA-1',
  type: 'GradeAssigned',
  occurredAt: '2026-03-04T10:15:00+01:00',
  ...(reference === undefined ? {} : { reference }),
  data: { grade: { scheme: 'backmarket', schemeVersion: '1', code: 'good' }, method: 'manual' },
  ...more,
});

/** What becomes of it: the one result that names its place. */
async function answerTo(sent: Sent): Promise<Result> {
  const place = await partner.send(sent);
  const told = await until(
    async () => results.all.filter((_, at) => results.answered()[at] === place),
    (found) => found.length > 0,
  );
  expect(told).toHaveLength(1);
  return told[0] as Result;
}

const rulesOf = ({ value }: Result) => value.errors?.map(({ rule }) => rule);

beforeAll(async () => {
  broker = await openKafka();
  process.stdout.write(`intake meets: ${broker.name}\n`);
  kafka = kafkaClient({ brokers: broker.brokers, tls: false }, 'circulog-test', pino({ level: 'silent' }));
  app = await RunningApp.start({
    CIRCULOG_KAFKA: broker.brokers.join(','),
    CIRCULOG_BODY_LIMIT_BYTES: String(BODY_LIMIT_BYTES),
  });
  key = await app.partner('green', ['refurbisher', 'recycler']);
  await untilTopics(kafka, [intakeTopic('green'), resultsTopic('green')]);
  partner = await ProducingPartner.of(kafka, 'green');
  results = await Results.of(kafka, 'green');
}, 180_000);

afterAll(async () => {
  await partner?.close();
  await results?.close();
  await app?.close();
  await broker?.stop();
}, 60_000);

describe('what a partner produces', () => {
  it('is recorded as over HTTP, of the partner whose topic it is, and answered under its reference', async () => {
    const told = await answerTo({ value: grade('k-1') });
    expect(told).toMatchObject({ key: 'k-1', value: { status: 201, reference: 'k-1', outcome: 'accepted' } });
    expect(told.headers).toMatchObject({
      ce_specversion: '1.0',
      ce_type: 'org.circulog.intake.ReportAnswered.v1',
      ce_subject: 'k-1',
    });
    const event = await app.send('GET', '/v1/events?reference=k-1', { key });
    expect(event.body).toMatchObject({ eventId: told.value.eventId });
    expect(JSON.stringify(event.body)).toContain('"recordedBy":"green"');
  });

  it('sent again is answered 200 with the first answer, and with other content 409', async () => {
    const first = await answerTo({ value: grade('k-2', { occurredAt: '2026-03-05T10:15:00Z' }) });
    const again = await answerTo({ value: grade('k-2', { occurredAt: '2026-03-05T11:15:00+01:00' }) });
    expect(again.value).toMatchObject({ status: 200, eventId: first.value.eventId });
    const other = await answerTo({ value: grade('k-2', { occurredAt: '2026-03-06T10:15:00Z' }) });
    expect(other.value.status).toBe(409);
  });

  it('without a reference is known by its content and place: the same again is another report', async () => {
    const value = grade(undefined, { device: 'serial:Northwind:KAFKA-2' });
    const [one, two] = [await answerTo({ value }), await answerTo({ value })];
    // Which of the two counts is by canonical order, whose last key is the reference.
    expect([201, 202]).toContain(two.value.status);
    expect(one.value.reference).not.toBe(two.value.reference);
    expect(two.value.eventId).not.toBe(one.value.eventId);
  });

  it('as a CloudEvent is known by source and id, in binary and in structured mode', async () => {
    const attributes = { specversion: '1.0', id: 'a-1', source: '/bench/7', type: 'com.example.graded' };
    const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]));
    const value = grade(undefined, { device: 'serial:Northwind:KAFKA-3' });
    const binary = await answerTo({ value, headers });
    expect(binary.value).toMatchObject({ status: 201, reference: '/bench/7 a-1' });
    const structured = await answerTo({
      value: { ...attributes, data: value },
      headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
    });
    expect(structured.value).toMatchObject({ status: 200, eventId: binary.value.eventId });
  });

  it('that a rule sets aside comes back as quarantined, with the rule', async () => {
    const about = (type: string, occurredAt: string, data: object) => ({
      value: { device: 'serial:Northwind:KAFKA-END', type, occurredAt, reference: `end-${type}`, data },
      key: 'KAFKA-END',
    });
    await answerTo(about('RecyclingReceived', '2026-02-01T08:00:00Z', { inputMassKg: 2 }));
    await answerTo(about('DeviceDestroyed', '2026-02-02T08:00:00Z', { method: 'shredding' }));
    const told = await answerTo(
      about('DiagnosticsReported', '2026-02-03T08:00:00Z', { tool: { name: 'probe' }, stage: 'intake' }),
    );
    expect(told.value).toMatchObject({ status: 202, outcome: 'quarantined' });
    expect(told.value.anomalies?.length).toBeGreaterThan(0);
  });

  it('that cannot be taken is answered with every reason, kept with the hash of its bytes, and blocks nothing', async () => {
    const partition = 1;
    const sent: [unknown, number, string][] = [
      ['{"device": ', 400, 'not-json'],
      [Buffer.from([0x7b, 0xff, 0x7d]), 400, 'not-utf-8'],
      ['{"type":"A","type":"B"}', 400, 'duplicate-key'],
      ['{"__proto__":{}}', 400, 'forbidden-key'],
      [`${'['.repeat(100)}${']'.repeat(100)}`, 400, 'too-deep'],
      [null, 400, 'empty-message'],
      [`"${'x'.repeat(BODY_LIMIT_BYTES)}"`, 413, 'too-large'],
      [[grade('in-a-list')], 422, 'wrong-type'],
      [grade('wrong', { type: 'NoSuchThing' }), 422, 'unknown-type'],
      [grade('role', { type: 'DeviceManufactured', data: {} }), 422, 'required'],
    ];
    const answers: Result[] = [];
    for (const [value] of sent) answers.push(await answerTo({ value, partition }));
    expect(
      answers.map((each) => [each.value.status, rulesOf(each)?.includes(sent[answers.indexOf(each)]?.[2] ?? '')]),
    ).toEqual(sent.map(([, status]) => [status, true]));
    expect(answers[0]?.key).toBe(`${intakeTopic('green')}/1/${answers[0]?.value.source.offset}`);
    expect((await answerTo({ value: grade('behind-poison'), partition })).value.status).toBeLessThan(300);

    const listed = await app.send('GET', '/v1/intake/refusals?limit=100', { key });
    const { items } = listed.body as { items: { offset: string; partition: number; sha256: string; bytes: number }[] };
    const ofPartition = items.filter((each) => each.partition === partition).slice(0, sent.length);
    expect(ofPartition.map(({ offset }) => offset).reverse()).toEqual(answers.map(({ value }) => value.source.offset));
    expect(ofPartition.at(-1)).toMatchObject({
      bytes: 11,
      sha256: 'edef009349c1eb25352f3fad327f2c0381f5daae772cdef588e2adfb9df4dd29',
      status: 400,
      errors: [{ rule: 'not-json' }],
    });
    const stranger = await app.partner('stranger', ['recycler']);
    expect((await app.send('GET', '/v1/intake/refusals', { key: stranger })).body).toMatchObject({ items: [] });
    expect((await app.send('GET', '/v1/intake/refusals?partner=green', { key: stranger })).status).toBe(403);
    const asOperator = await app.send('GET', '/v1/intake/refusals?partner=green&limit=1');
    expect((asOperator.body as { items: object[] }).items).toHaveLength(1);
  });

  it('while it is suspended is refused for that reason, and taken again afterwards', async () => {
    await app.send('POST', '/v1/partners/green/suspend', { body: {} });
    const told = await until(
      () => answerTo({ value: grade('k-3', { device: 'serial:Northwind:KAFKA-4' }) }),
      ({ value }) => value.status === 403,
    );
    expect(rulesOf(told)).toEqual(['suspended-partner']);
    await app.send('POST', '/v1/partners/green/reactivate', { body: {} });
    const again = await answerTo({ value: grade('k-5', { device: 'serial:Northwind:KAFKA-5' }) });
    expect(again.value.status).toBe(201);
  });

  it('is counted by what it was answered, and what waits is measured', async () => {
    const { body } = await app.send('GET', '/metrics');
    expect(String(body)).toMatch(/circulog_intake_messages_total\{outcome="refused"\} \d+/);
    await until(
      async () => String((await app.send('GET', '/metrics')).body),
      (text) => /circulog_intake_lag_messages\{partner="green"\} 0/.test(text),
    );
    const ready = await app.send('GET', '/health/ready');
    expect((ready.body as { checks: object[] }).checks).toContainEqual({ name: 'intake', ok: true });
  });
});
