import { SOURCE } from '#feeds';

const text = (description: string) => ({ type: 'string', description });

const ID = text('The same whenever it is sent: who gets it twice knows it by this.');
const TYPE = text('Such as `org.circulog.device.GradeAssigned.v1`.');
const SUBJECT = text('Such as `device/<id>`.');
const TIME = text('When it happened, RFC 3339.');
const RECORDED_TIME = text('When Circulog took or found it, RFC 3339.');
const DATA_SCHEMA = text('`uri` of the schema in `GET /v1/schemas`.');

/** CloudEvents 1.0 in binary mode, over Kafka: attributes are headers. */
export const BINARY_CLOUD_EVENT = {
  contentType: 'application/json',
  headers: {
    type: 'object',
    required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'],
    properties: {
      ce_specversion: { type: 'string', const: '1.0' },
      ce_id: ID,
      ce_source: text(`\`${SOURCE}\``),
      ce_type: TYPE,
      ce_subject: SUBJECT,
      ce_time: TIME,
      ce_recordedtime: RECORDED_TIME,
      ce_dataschema: DATA_SCHEMA,
      ce_partitionkey: text('The key of the record.'),
    },
  },
  bindings: {
    kafka: {
      key: text('The device; of results the reference, else the place of the report. One key keeps its order.'),
      bindingVersion: '0.5.0',
    },
  },
};

/** CloudEvents 1.0 in structured mode, over HTTP: one JSON object. */
export const CLOUD_EVENT = {
  type: 'object',
  required: [
    'specversion',
    'id',
    'source',
    'type',
    'subject',
    'time',
    'datacontenttype',
    'recordedtime',
    'dataschema',
    'partitionkey',
    'data',
  ],
  properties: {
    specversion: { type: 'string', const: '1.0' },
    id: ID,
    source: { type: 'string', const: SOURCE },
    type: TYPE,
    subject: SUBJECT,
    time: TIME,
    datacontenttype: { type: 'string', const: 'application/json' },
    recordedtime: RECORDED_TIME,
    dataschema: DATA_SCHEMA,
    partitionkey: text('What keeps its order: messages with the same one are told one after the other.'),
  },
};

/** A body that says who signed it (Standard Webhooks 1.0). */
export const WEBHOOK = {
  contentType: 'application/cloudevents+json',
  headers: {
    type: 'object',
    required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    properties: {
      'webhook-id': text('The `id` of the event: the same whenever it is sent.'),
      'webhook-timestamp': { ...text('Seconds since 1970, of this attempt.'), pattern: '^[0-9]+$' },
      'webhook-signature': {
        ...text(
          '`v1,` and the HMAC-SHA256 of `<id>.<timestamp>.<body>` in Base64, once for each secret that is valid.',
        ),
        pattern: '^v1,[A-Za-z0-9+/]+=*( v1,[A-Za-z0-9+/]+=*)*$',
      },
    },
  },
};
