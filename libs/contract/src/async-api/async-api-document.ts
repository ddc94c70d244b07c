import { documentOf, type JsonSchema, type PublishedSchema } from '../domain/index.js';
import { publishedSchemas } from '../published-schemas.js';
import { channelObject, idOf, operationObject, ref } from './channel.js';
import { BINARY_CLOUD_EVENT, WEBHOOK } from './cloud-event.js';
import { httpChannels } from './http-channels.js';
import { kafkaChannels } from './kafka-channels.js';
import { structuredMessages, structuredSchemas } from './structured-messages.js';

/** Topics, streams and webhooks as AsyncAPI 3 has them, from the declarations of topics and schemas. */
export function asyncApiDocument(): object {
  const channels = [...kafkaChannels(), ...httpChannels()];
  const schemas = publishedSchemas();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Circulog',
      version: '1',
      description:
        'What Circulog sends and takes over Kafka: CloudEvents 1.0 in binary mode, read with read_committed. Over HTTP ' +
        'the same messages come as CloudEvents in JSON: as server-sent events, or posted to an endpoint of yours ' +
        '(`/openapi.json` has how to subscribe).',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: SERVERS,
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channelObject(channel)])),
    operations: Object.fromEntries(
      channels.map((channel) => [`${channel.action}.${channel.id}`, operationObject(channel)]),
    ),
    components: {
      messages: {
        ...Object.fromEntries(schemas.map((one) => [idOf(one), messageObject(one)])),
        ...structuredMessages(),
      },
      schemas: { ...Object.fromEntries(schemas.map((one) => [idOf(one), payloadOf(one)])), ...structuredSchemas() },
      messageTraits: { cloudEvent: BINARY_CLOUD_EVENT, webhook: WEBHOOK },
      securitySchemes: {
        plain: { type: 'plain', description: 'SASL/PLAIN over TLS.' },
        scramSha256: { type: 'scramSha256', description: 'SASL/SCRAM-SHA-256.' },
        scramSha512: { type: 'scramSha512', description: 'SASL/SCRAM-SHA-512.' },
        apiKey: { type: 'http', scheme: 'bearer', description: 'The API key of a partner.' },
      },
    },
  };
}

const SERVERS = {
  kafka: {
    host: '{brokers}',
    protocol: 'kafka-secure',
    description: 'As the operator of Circulog says; without TLS where nobody else can listen.',
    variables: { brokers: { description: 'host:port, …' } },
    security: ['plain', 'scramSha256', 'scramSha512'].map((name) => ref('securitySchemes', name)),
  },
  api: {
    host: '{host}',
    protocol: 'https',
    description: 'Where the API of Circulog is.',
    variables: { host: { description: 'host, or host:port' } },
    security: [ref('securitySchemes', 'apiKey')],
  },
  endpoint: {
    host: '{endpoint}',
    protocol: 'https',
    description: 'The `url` of a subscription whose delivery is `webhook`: the subscriber’s own.',
    variables: { endpoint: { description: 'host, or host:port' } },
  },
};

function messageObject(one: PublishedSchema): object {
  const { name, eventType, schema } = one;
  return {
    name: eventType ?? name,
    title: name,
    ...(typeof schema.description === 'string' ? { summary: schema.description } : {}),
    payload: ref('schemas', idOf(one)),
    ...(one.direction === 'sent' ? { traits: [ref('messageTraits', 'cloudEvent')] } : {}),
  };
}

/** AsyncAPI's own schemas are draft 07 and more, which these keep to as well; the dialect is not theirs to name. */
function payloadOf(one: PublishedSchema): JsonSchema {
  const { $schema: _, $id: __, ...schema } = documentOf(one);
  return schema;
}
