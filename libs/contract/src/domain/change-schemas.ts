import { z } from 'zod';
import type { ANOMALY_CHANGES, CUSTODY_CHANGES } from '#feeds/domain';
import { type JsonSchema, opened, schemaOf } from './json-schema.js';

const uuid = z.string().meta({ format: 'uuid' });
const time = z.string().meta({ format: 'date-time' });
const party = z
  .string()
  .describe('`partner:<id>`, `gln:<13>`, `consumer` (which one, `consumer:<pseudonym>`, for auditors) or `unknown`');

const custody = z.union([
  z.object({ state: z.literal('held'), party, since: time }),
  z.object({
    state: z.literal('in_transfer'),
    from: party,
    to: party,
    ref: z.string().exactOptional(),
    since: time,
  }),
  z.object({ state: z.literal('contested'), parties: z.array(party), since: time }),
  z.object({ state: z.literal('unknown'), last: party.exactOptional() }),
]);

const leg = {
  from: party,
  to: party,
  kind: z.enum(['partner', 'consumer']),
  state: z.enum(['open', 'confirmed', 'one_sided', 'inferred', 'rejected', 'contested']),
  ref: z.string().exactOptional(),
  releasedBy: uuid.exactOptional(),
  releasedAt: time.exactOptional(),
  acceptedBy: uuid.exactOptional(),
  acceptedAt: time.exactOptional(),
  country: z.string().exactOptional(),
  confidence: z.enum(['scanned', 'manual', 'asserted']).exactOptional(),
};

const gap = { from: party, to: party, evidence: z.array(uuid), at: time };

const setAside = {
  standing: z.literal('set-aside'),
  rule: z.string(),
  explanation: z.string(),
  decidedBy: uuid.exactOptional(),
};
const standing = z.union([
  z.object({ standing: z.literal('counted') }),
  z.object(setAside),
  z.object({ standing: z.literal('void'), by: uuid }),
]);

const anomaly = {
  anomalyId: z.string().describe('The same rule and evidence always give the same id'),
  rule: z.string(),
  severity: z.enum(['information', 'warning', 'high', 'critical']),
  explanation: z.string(),
  evidence: z.array(z.string()),
  at: time,
  asked: z.string().describe('Partner that is asked to explain or mend it').exactOptional(),
  resolution: z
    .object({ by: z.string(), resolution: z.enum(['confirmed', 'rejected', 'dismissed']), eventId: uuid })
    .exactOptional(),
};

const contested = { identifier: z.string().describe('Canonical text, such as `imei:356938035643809`') };

type Fields = z.ZodRawShape;

const CUSTODY: Record<(typeof CUSTODY_CHANGES)[number], Fields> = {
  CustodyChanged: { from: custody, to: custody },
  CustodyLegChanged: leg,
  CustodyLegWithdrawn: leg,
  CustodyGapDetected: gap,
  CustodyGapWithdrawn: gap,
};

const ANOMALIES: Record<(typeof ANOMALY_CHANGES)[number], Fields> = {
  AnomalyRaised: anomaly,
  AnomalyChanged: anomaly,
  AnomalyWithdrawn: anomaly,
  EventQuarantined: { eventId: uuid, ...setAside },
  StandingChanged: { eventId: uuid, from: standing, to: standing },
  IdentifierContested: contested,
  IdentifierContestEnded: contested,
};

export const custodySchemas = (): [type: string, schema: JsonSchema][] => Object.entries(CUSTODY).map(changeSchema);
export const anomalySchemas = (): [type: string, schema: JsonSchema][] => Object.entries(ANOMALIES).map(changeSchema);

function changeSchema([type, fields]: [string, Fields]): [string, JsonSchema] {
  const change = z.object({
    type: z.literal(type),
    deviceId: uuid,
    because: uuid.describe('Event that made the difference'),
    recordedAt: time,
    ...fields,
  });
  return [type, opened(schemaOf(change))];
}
