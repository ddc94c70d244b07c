import { CloudEvent } from 'cloudevents';
import type { JsonObject } from '#kernel';
import { type FeedMessage, schemaUri } from './domain/index.js';

/** `source` of every CloudEvent that Circulog sends. */
export const SOURCE = 'urn:circulog';

/** A message as CloudEvents 1.0 has it, whatever carries it. */
export const cloudEventOf = (message: FeedMessage, source: string): CloudEvent<JsonObject> =>
  new CloudEvent({
    id: message.id,
    source,
    type: message.type,
    subject: message.subject,
    time: message.time,
    datacontenttype: 'application/json',
    recordedtime: message.recordedAt,
    ...(message.schema === undefined ? {} : { dataschema: schemaUri(message.schema) }),
    partitionkey: message.key,
    data: message.data,
  });
