import { z } from 'zod';
import { answerSchema } from '#platform';
import { severity, time, uuid } from './answer-views.js';

const day = z.string().meta({ format: 'date' });
const party = z
  .string()
  .describe('`partner:<id>`, `gln:<13>`, `consumer` (which one, `consumer:<pseudonym>`, for auditors) or `unknown`');
const country = z.string().describe('ISO 3166-1 alpha-2');
const milligrams = z.int().describe('Milligrams');

export const description = answerSchema(
  'Description',
  z.object({
    category: z.string(),
    brand: z.string().exactOptional(),
    model: z.string().exactOptional(),
    gtin: z.string().exactOptional(),
    storageGB: z.number().exactOptional(),
    massMg: milligrams.exactOptional(),
    massSource: z.enum(['measured', 'declared', 'model', 'category_default']).exactOptional(),
    manufacturedOn: day.exactOptional(),
    softwareSupportEnds: day.exactOptional(),
  }),
);

export const identifierInterval = answerSchema(
  'IdentifierInterval',
  z.object({
    identifier: z.string(),
    kind: z.string(),
    from: time.describe('Absent: unbounded to the past').exactOptional(),
    until: time.exactOptional(),
    closedBy: z.enum(['mainboard_replaced', 'relabel', 'correction']).exactOptional(),
    assignedBy: uuid,
  }),
);

export const custody = answerSchema(
  'Custody',
  z.union([
    z.object({ state: z.literal('held'), party, since: time }),
    z.object({ state: z.literal('in_transfer'), from: party, to: party, ref: z.string().exactOptional(), since: time }),
    z.object({ state: z.literal('contested'), parties: z.array(party), since: time }),
    z.object({ state: z.literal('unknown'), last: party.exactOptional() }),
  ]),
);

export const ownership = answerSchema(
  'Ownership',
  z.union([
    z.object({ state: z.enum(['owner', 'pending', 'disputed']), party, since: time.exactOptional() }),
    z.object({ state: z.literal('unknown') }),
  ]),
);

export const medium = answerSchema(
  'Medium',
  z.object({
    mediumId: z.string(),
    kind: z.string().exactOptional(),
    serial: z.string().exactOptional(),
    removable: z.boolean().exactOptional(),
    state: z.enum(['unknown', 'bearing', 'erased', 'erase_failed', 'destroyed', 'removed']),
    level: z.enum(['clear', 'purge', 'destroy']).exactOptional(),
    verified: z.boolean(),
    erasedAt: time.exactOptional(),
    certificate: z.object({ sha256: z.string(), id: z.string().exactOptional(), at: time }).exactOptional(),
  }),
);

export const lock = answerSchema(
  'Lock',
  z.object({ kind: z.string(), state: z.enum(['locked', 'unlocked', 'unknown']), at: time }),
);

export const alert = answerSchema('Alert', z.looseObject({ kind: z.string(), since: time, by: z.string() }));

export const battery = answerSchema(
  'Battery',
  z.object({
    healthPercent: z.number().exactOptional(),
    cycles: z.int().exactOptional(),
    at: time,
    eventId: uuid,
  }),
);

export const grade = answerSchema(
  'Grade',
  z.object({
    scheme: z.string(),
    schemeVersion: z.string(),
    functional: z.string().exactOptional(),
    cosmetic: z.string().exactOptional(),
    code: z.string().exactOptional(),
    state: z.enum(['current', 'stale']),
    gradedAt: time,
    gradedBy: z.string().exactOptional(),
    eventId: uuid.exactOptional(),
    staleAt: day.or(time),
  }),
);

export const leg = answerSchema(
  'Leg',
  z.object({
    from: party,
    to: party,
    kind: z.enum(['partner', 'consumer']),
    state: z.enum(['open', 'confirmed', 'one_sided', 'inferred', 'rejected', 'contested']),
    ref: z.string().exactOptional(),
    releasedBy: uuid.exactOptional(),
    releasedAt: time.exactOptional(),
    acceptedBy: uuid.exactOptional(),
    acceptedAt: time.exactOptional(),
    country: country.exactOptional(),
    confidence: z.enum(['scanned', 'manual', 'asserted']).exactOptional(),
  }),
);

export const custodyGap = answerSchema(
  'CustodyGap',
  z.object({ from: party, to: party, evidence: z.array(uuid), at: time }),
);

export const partChange = answerSchema(
  'PartChange',
  z.object({
    eventId: uuid,
    at: time,
    partner: z.string(),
    change: z.enum(['removed', 'installed']),
    slot: z.string(),
    partId: z.string().exactOptional(),
    origin: z.enum(['new_oem', 'new_aftermarket', 'used_genuine', 'harvested']).exactOptional(),
    disposition: z.enum(['reuse', 'repair', 'recycle', 'destroy']).exactOptional(),
    massMg: milligrams.exactOptional(),
    recycledFraction: z.number().exactOptional(),
    cycle: z.int().exactOptional(),
    testedOk: z.boolean().exactOptional(),
  }),
);

export const orderLink = answerSchema(
  'OrderLink',
  z.object({ subject: z.string(), lineRef: z.string().exactOptional(), eventId: uuid }),
);

export const gradeAtLastSale = answerSchema(
  'GradeAtLastSale',
  z.object({ scheme: z.string(), schemeVersion: z.string(), code: z.string() }),
);

export const grant = answerSchema(
  'Grant',
  z.object({
    partner: z.string().describe('Who may see it'),
    by: z.string(),
    eventId: uuid,
    tier: z.enum(['public', 'holder', 'repairer']).describe('The widest tier of fields that it opens'),
    from: time,
    until: time.describe('Absent: until it is revoked').exactOptional(),
    revokedBy: uuid.exactOptional(),
  }),
);

export const relations = answerSchema(
  'Relations',
  z.object({
    made: z.array(z.string()),
    held: z.array(z.string()),
    owned: z.array(z.string()),
    reported: z.array(z.string()),
  }),
);

export const anomaly = answerSchema(
  'Anomaly',
  z.object({
    id: z.string(),
    rule: z.string(),
    severity,
    explanation: z.string(),
    evidence: z.array(uuid),
    asked: z.string().describe('Partner that is asked to explain or mend it').exactOptional(),
    at: time,
    resolution: z
      .object({
        by: z.string(),
        resolution: z.enum(['confirmed', 'rejected', 'dismissed']),
        eventId: uuid,
        at: time,
      })
      .exactOptional(),
  }),
);
