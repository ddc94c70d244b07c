import { Kafka as KafkaBinding } from 'cloudevents';
import type { IHeaders, Message } from 'kafkajs';
import { cloudEventOf } from '../cloud-event.js';
import type { FeedMessage } from '../domain/index.js';

/** CloudEvents 1.0, Kafka protocol binding, binary content mode: attributes as headers, the payload as value. */
export function cloudEventMessage(message: FeedMessage, source: string): Message {
  const { headers } = KafkaBinding.binary(cloudEventOf(message, source));
  return {
    key: message.key,
    value: JSON.stringify(message.data),
    headers: written(headers),
    timestamp: String(Date.parse(message.recordedAt)),
  };
}

/** The binding lists attributes that the event does not have as well, and a record cannot carry them. */
const written = (headers: Record<string, unknown>): IHeaders =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
