import { z } from 'zod';

/** What this installation has to deliver with. */
export interface Means {
  /** Brokers are configured. */
  kafka: boolean;
  /** What is wrong with the address of an endpoint; `undefined`: nothing. */
  complaintOfUrl(url: string): string | undefined;
}

interface DeliveryKind {
  schema: z.ZodObject<{ kind: z.ZodLiteral<string> }>;
  /** Why it cannot be had here; `undefined`: it can. */
  missing(means: Means): { detail: string; hint: string } | undefined;
}

/** Every way in which messages reach a subscriber. What a kind needs to be told stands in its schema. */
export const DELIVERY_KINDS = {
  sse: {
    schema: z.strictObject({ kind: z.literal('sse') }).describe('Read from GET /v1/subscriptions/{id}/stream.'),
    missing: () => undefined,
  },
  webhook: {
    schema: z
      .strictObject({ kind: z.literal('webhook'), url: z.url().max(2_000) })
      .describe('Sent to the endpoint by POST, one message each, signed as Standard Webhooks has it.'),
    missing: () => undefined,
  },
  kafka: {
    schema: z
      .strictObject({ kind: z.literal('kafka') })
      .describe('Read from the topics that GET /v1/feeds names; they carry everything, and their reader selects.'),
    missing: ({ kafka }: Means) =>
      kafka
        ? undefined
        : { detail: 'No brokers are configured here.', hint: 'Subscribe with {"kind": "sse"}, or set CIRCULOG_KAFKA.' },
  },
} satisfies Record<string, DeliveryKind>;

export const delivery = z.discriminatedUnion('kind', [
  DELIVERY_KINDS.sse.schema,
  DELIVERY_KINDS.webhook.schema,
  DELIVERY_KINDS.kafka.schema,
]);
export type Delivery = z.output<typeof delivery>;
