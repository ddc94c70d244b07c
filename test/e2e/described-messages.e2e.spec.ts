import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { RunningApp } from '#api/testing';
import { Desk } from './desk.js';
import { EventStreamReader } from './event-stream-reader.js';
import { until } from './until.js';
import { WebhookReceiver } from './webhook-receiver.js';

interface Schema {
  properties: { dataschema: { const: string } };
}

interface Described {
  channels: Record<string, { address: string | null; messages: Record<string, object> }>;
  components: {
    messages: Record<string, { name: string; payload: { $ref: string } }>;
    schemas: Record<string, Schema>;
    messageTraits: { webhook: { contentType: string; headers: object } };
  };
}

let app: RunningApp;
let refit: Desk;
let receiver: WebhookReceiver;
let described: Described;
let ajv: Ajv2020;

beforeAll(async () => {
  app = await RunningApp.start({ CIRCULOG_WEBHOOK_NETWORKS: '127.0.0.0/8' });
  refit = await Desk.open(app, 'refit', ['refurbisher']);
  receiver = await WebhookReceiver.start();
  described = (await app.send('GET', '/asyncapi.json', { key: null })).body as Described;
  ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(described, 'asyncapi');
});
afterAll(async () => {
  await receiver.close();
  await app.close();
});

/** What is wrong with a message, by the one of that channel which has its type and schema. */
function complaints(channel: string, message: { type: string; dataschema?: string }): unknown {
  const { messages, schemas } = described.components;
  const named = Object.keys(described.channels[channel]?.messages ?? {})
    .flatMap((id) => messages[id] ?? [])
    .map(({ name, payload }) => ({ name, schema: payload.$ref.slice('#/components/schemas/'.length) }))
    .filter(({ name, schema }) => name === message.type && isOf(schemas[schema], message.dataschema));
  const [one] = named;
  if (one === undefined || named.length > 1) return `${channel} has ${named.length} messages ${message.type}`;
  const validate = ajv.getSchema(`asyncapi#/components/schemas/${one.schema}`);
  if (validate === undefined) return `there is no schema ${one.schema}`;
  return validate(message) ? [] : validate.errors;
}

const isOf = (schema: Schema | undefined, uri: string | undefined) => schema?.properties.dataschema.const === uri;

it('has a stream for each feed that there is', async () => {
  const { body } = await refit.get('/v1/feeds');
  const streams = Object.values(described.channels).flatMap(({ address }) => address?.match(/^\/v1\/feeds\/.*/) ?? []);
  expect(streams.sort()).toEqual(body.items.map(({ stream }) => stream).sort());
});

it('describes what streams tell and what endpoints are sent', async () => {
  const delivery = { kind: 'webhook', url: receiver.url };
  expect((await refit.post('/v1/subscriptions', { feeds: ['partner-events'], delivery })).status).toBe(201);
  const reader = await EventStreamReader.open(app, '/v1/feeds/device-events/stream', refit.key);
  await refit.record('serial:Northwind:DESCRIBED-1', 'DeviceReceived', '2026-03-01T08:00:00Z', { intakeReason: 'b2b' });
  await reader.until(() => reader.types.includes('DeviceReceived'));
  reader.cut();
  for (const { data } of reader.events) {
    expect(data && complaints('deviceEventsStream', data)).toEqual([]);
    expect(data && complaints('subscriptionStream', { ...data, specversion: '0.3' } as typeof data)).not.toEqual([]);
  }

  await until(
    async () => receiver.received.length,
    (count) => count > 0,
  );
  const { contentType, headers } = described.components.messageTraits.webhook;
  for (const { event, headers: sent } of receiver.received) {
    expect(complaints('webhook', event)).toEqual([]);
    expect(ajv.validate(headers, sent) ? [] : ajv.errors).toEqual([]);
    expect(sent['content-type']?.split(';')[0]).toBe(contentType);
  }
});
