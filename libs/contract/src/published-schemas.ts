import { z } from 'zod';
import {
  ANOMALIES,
  CUSTODY,
  DEVICE_EVENT_TYPES,
  DEVICE_EVENTS,
  METRICS,
  partnerTopic,
  RESTATEMENTS,
} from '#feeds/domain';
import { intakeTopic, RESULT_SCHEMA, RESULT_TYPE, resultsTopic } from '#intake';
import { batchItemView, reportSchema } from '#lifecycle';
import { declarations } from '#lifecycle/domain';
import {
  anomalySchemas,
  custodySchemas,
  type JsonSchema,
  metricRestatedSchema,
  metricValueSchema,
  opened,
  type PublishedSchema,
  partnerEventSchema,
  publicEventSchema,
  schemaOf,
} from './domain/index.js';

/** Stands for any partner's id in the name of a topic. */
export const ANY_PARTNER = '{partner}';

const PARTNER = partnerTopic(ANY_PARTNER).name;
/** Of what `circulog.intake.v1.<partner>` takes. */
const REPORT = { name: 'intake.Report', version: 1 };

let made: readonly PublishedSchema[] | undefined;

/** The schemas of everything that feeds send and that partners produce, by name. */
export function publishedSchemas(): readonly PublishedSchema[] {
  made ??= [...events(), ...changes(), ...metrics(), ...intake()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return made;
}

const events = (): PublishedSchema[] =>
  declarations
    .filter(({ type }) => DEVICE_EVENT_TYPES.includes(type))
    .flatMap((declaration) => {
      const { type, version } = declaration;
      const eventType = `org.circulog.device.${type}.v${version}`;
      const common = { version, direction: 'sent', eventType } as const;
      return [
        {
          ...common,
          name: `device-events.${type}`,
          topics: [DEVICE_EVENTS.name],
          schema: publicEventSchema(declaration),
        },
        { ...common, name: `partner-events.${type}`, topics: [PARTNER], schema: partnerEventSchema(declaration) },
      ];
    });

const changes = (): PublishedSchema[] => [
  ...custodySchemas().map((one) => change('custody', CUSTODY.name, one)),
  ...anomalySchemas().map((one) => change('anomalies', ANOMALIES.name, one)),
];

const change = (feed: string, topic: string, [type, schema]: [string, JsonSchema]): PublishedSchema => ({
  name: `${feed}.${type}`,
  version: 1,
  direction: 'sent',
  topics: [topic, PARTNER],
  eventType: `org.circulog.device.${type}.v1`,
  schema,
});

const metrics = (): PublishedSchema[] => [
  {
    name: 'metrics.MetricValue',
    version: 1,
    direction: 'sent',
    topics: [METRICS.name, PARTNER],
    eventType: 'org.circulog.metric.MetricValue.v1',
    schema: metricValueSchema(),
  },
  {
    name: 'restatements.MetricRestated',
    version: 3,
    direction: 'sent',
    topics: [RESTATEMENTS.name, PARTNER],
    eventType: 'org.circulog.metric.MetricRestated.v3',
    schema: metricRestatedSchema(),
  },
];

const intake = (): PublishedSchema[] => [
  { ...REPORT, direction: 'taken', topics: [intakeTopic(ANY_PARTNER)], schema: reportSchema() as JsonSchema },
  {
    ...RESULT_SCHEMA,
    direction: 'sent',
    topics: [resultsTopic(ANY_PARTNER)],
    eventType: RESULT_TYPE,
    schema: withSource(opened(schemaOf(batchItemView))),
  },
];

/** An answer names the message that it is about. */
function withSource(schema: JsonSchema): JsonSchema {
  const place = opened(schemaOf(z.object({ topic: z.string(), partition: z.int(), offset: z.string() })));
  const placed = (one: JsonSchema): JsonSchema => ({
    ...one,
    properties: { ...one.properties, source: place },
    required: [...(one.required ?? []), 'source'],
  });
  return { ...schema, anyOf: (schema.anyOf ?? []).map(placed) };
}
