import {
  ANOMALIES,
  CUSTODY,
  DEVICE_EVENTS,
  METRICS,
  partnerTopic,
  RESTATEMENTS,
  type Topic,
  topicSettings,
} from '#feeds/domain';
import { intakeTopic, resultsTopic } from '#intake';
import { ANY_PARTNER, publishedSchemas } from '../published-schemas.js';
import { type Channel, idOf } from './channel.js';

/** Every topic that partners meet. */
export const kafkaChannels = (): Channel[] => [
  topicChannel('deviceEvents', DEVICE_EVENTS),
  topicChannel('custody', CUSTODY),
  topicChannel('anomalies', ANOMALIES),
  topicChannel('metrics', METRICS),
  topicChannel('restatements', RESTATEMENTS),
  topicChannel('partner', partnerTopic(ANY_PARTNER)),
  {
    ...common(intakeTopic(ANY_PARTNER)),
    id: 'intake',
    summary: 'Reports of one partner: what `POST /v1/events` takes, alone or as a CloudEvent. It alone may write here.',
    action: 'receive',
  },
  {
    ...common(resultsTopic(ANY_PARTNER)),
    id: 'intakeResults',
    summary: 'What became of each report of that partner.',
    action: 'send',
  },
];

const topicChannel = (id: string, topic: Topic): Channel => ({
  ...common(topic.name),
  id,
  summary: topic.summary,
  action: 'send',
  bindings: { kafka: bindingOf(topic) },
});

const common = (address: string) => ({
  address,
  server: 'kafka' as const,
  ...(address.includes(ANY_PARTNER) ? { parameters: { partner: { description: 'Id of the partner.' } } } : {}),
  messages: publishedSchemas()
    .filter(({ topics }) => topics.includes(address))
    .map(idOf),
});

const bindingOf = (topic: Topic) => ({
  partitions: topic.partitions,
  topicConfiguration: Object.fromEntries(Object.entries(topicSettings(topic)).map(asAsyncApi)),
  bindingVersion: '0.5.0',
});

/** Policies are a list there, and the rest are numbers. */
const asAsyncApi = ([name, value]: [string, string]) => [name, name === 'cleanup.policy' ? [value] : Number(value)];
