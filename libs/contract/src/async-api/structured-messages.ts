import { schemaUri } from '#feeds/domain';
import type { PublishedSchema } from '../domain/index.js';
import { idOf, ref } from './channel.js';
import { CLOUD_EVENT } from './cloud-event.js';
import { feedSchemas } from './feed-schemas.js';

export const structuredId = (one: PublishedSchema): string => `${idOf(one)}.structured`;
export const webhookId = (one: PublishedSchema): string => `${idOf(one)}.webhook`;

/** Messages of feeds over HTTP: CloudEvents in structured mode, in streams and as bodies of webhooks. */
export const structuredMessages = (): Record<string, object> =>
  Object.fromEntries(
    feedSchemas().flatMap((one) => {
      const message = { name: one.eventType ?? one.name, title: one.name, payload: ref('schemas', structuredId(one)) };
      return [
        [structuredId(one), { ...message, contentType: 'application/cloudevents+json' }],
        [webhookId(one), { ...message, traits: [ref('messageTraits', 'webhook')] }],
      ];
    }),
  );

export const structuredSchemas = (): Record<string, object> => ({
  CloudEvent: CLOUD_EVENT,
  ...Object.fromEntries(
    feedSchemas().map((one) => [
      structuredId(one),
      {
        allOf: [ref('schemas', 'CloudEvent')],
        properties: {
          type: { const: one.eventType },
          dataschema: { const: schemaUri(one) },
          data: ref('schemas', idOf(one)),
        },
        required: ['data'],
      },
    ]),
  ),
});
