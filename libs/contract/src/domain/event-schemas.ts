import { z } from 'zod';
import { type EventDeclaration, TIERS, type Tier } from '#kernel';
import { ENVELOPE_TIERS, type Envelope, payloadTiers } from '#lifecycle/domain';
import { type JsonSchema, schemaOf } from './json-schema.js';
import { seenFields } from './seen-fields.js';

const uuid = z.string().meta({ format: 'uuid' });
const time = z.string().meta({ format: 'date-time' });

const anomaly = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(['information', 'warning', 'high', 'critical']),
  explanation: z.string(),
  evidence: z.array(z.string()),
});

/** An event as it goes out, beside its type, version and payload; each message has the fields of its reader's tiers. */
const FIELDS = {
  eventId: uuid,
  deviceId: uuid.exactOptional(),
  occurredAt: z.string().describe('As written by its sender'),
  occurredAtPrecision: z.enum(['second', 'day']),
  zoneInferred: z.literal(true).exactOptional(),
  recordedAt: time,
  recordedBy: z.string(),
  onBehalfOf: z.string().exactOptional(),
  performedBy: z.string().exactOptional(),
  sequence: z.int().exactOptional(),
  location: z
    .object({
      country: z.string().describe('ISO 3166-1 alpha-2').exactOptional(),
      gln: z.string().exactOptional(),
      site: z.string().exactOptional(),
      inferred: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  evidence: z
    .array(z.object({ kind: z.string(), sha256: z.string(), mediaType: z.string(), uri: z.string().exactOptional() }))
    .exactOptional(),
  confidence: z.enum(['scanned', 'manual', 'asserted']),
  corrects: uuid.describe('Event that it voids and replaces').exactOptional(),
  reference: z.string(),
  addressedBy: z.array(z.string()),
  revision: z.int(),
  stream: z.string(),
  outcome: z.enum(['accepted', 'accepted_with_anomaly', 'quarantined']).exactOptional(),
  deviceCreated: z.boolean().exactOptional(),
  anomalies: z.array(anomaly).exactOptional(),
  standing: z.enum(['counted', 'set-aside', 'void']).exactOptional(),
  rule: z.string().exactOptional(),
  explanation: z.string().exactOptional(),
  decidedBy: uuid.exactOptional(),
  by: uuid.exactOptional(),
  previousHash: z.string().nullable(),
  hash: z.string(),
} satisfies Record<Exclude<keyof Envelope, 'type' | 'schemaVersion'>, z.ZodType>;

/** The event as everybody may see it. */
export const publicEventSchema = (declaration: EventDeclaration): JsonSchema => eventSchema(declaration, ['public']);

/**
 * The event as a partner gets it: whole where the partner reported it or it was reported on its behalf, else with the
 * fields of its tiers. So the fields of all tiers are declared, and those that not everybody sees may be absent.
 */
export const partnerEventSchema = (declaration: EventDeclaration): JsonSchema => eventSchema(declaration, TIERS);

function eventSchema({ type, version, summary, data }: EventDeclaration, tiers: readonly Tier[]): JsonSchema {
  const envelope = z.object({ ...FIELDS, type: z.literal(type), schemaVersion: z.literal(version) });
  const seen = seenFields(schemaOf(envelope), ENVELOPE_TIERS, tiers);
  return {
    ...seen,
    description: summary,
    properties: { ...seen.properties, data: seenFields(schemaOf(data), payloadTiers(type), tiers) },
    required: [...(seen.required ?? []), 'deviceId', 'data'],
  };
}
