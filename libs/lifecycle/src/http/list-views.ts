import { z } from 'zod';
import { answerSchema } from '#platform';
import { severity, time, uuid } from './answer-views.js';

/** A page as `listed` makes it. */
const page = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Cursor of the next page'),
    asOfPosition: z.string().nullable().describe('Log position up to which everything is in it'),
    staleSince: time.describe('Since when nothing keeps it up to date').exactOptional(),
  });

/** Fields without `exactOptional` are public; the others are shown by tier (`docs/visibility.md`). */
const listedDevice = answerSchema(
  'ListedDevice',
  z.object({
    deviceId: uuid,
    category: z.string(),
    brand: z.string().nullable(),
    model: z.string().nullable(),
    disposition: z.string(),
    grades: z.array(z.string()).describe('Current grades, as `good` and as `backmarket:good`'),
    data: z.string(),
    legal: z.string(),
    lives: z.int(),
    cycles: z.int(),
    lastEventAt: time,
    country: z.string().nullable().describe('Where it was last heard of'),
    identifiers: z.array(z.string()).exactOptional(),
    holder: z.string().nullable().exactOptional(),
    custody: z.enum(['held', 'in_transfer', 'contested', 'unknown']).exactOptional(),
    owner: z.string().nullable().exactOptional(),
    events: z.int().exactOptional(),
    quarantined: z.int().describe('Events that a rule sets aside').exactOptional(),
    openAnomalies: z.int().exactOptional(),
  }),
);

const quarantinedEvent = answerSchema(
  'QuarantinedEvent',
  z.object({
    eventId: uuid,
    deviceId: uuid,
    type: z.string(),
    rule: z.string(),
    explanation: z.string(),
    partner: z.string().describe('Whose fact it is'),
    recordedBy: z.string(),
    reference: z.string().exactOptional(),
    occurredAt: z.string().describe('As written by its sender'),
    recordedAt: time,
    at: time,
  }),
);

const listedAnomaly = answerSchema(
  'ListedAnomaly',
  z.object({
    id: z.string(),
    deviceId: uuid,
    rule: z.string(),
    severity,
    explanation: z.string(),
    evidence: z.array(uuid),
    partner: z.string().nullable().describe('Who is asked to explain or mend it'),
    at: time,
    state: z.enum(['open', 'confirmed', 'rejected', 'dismissed']),
    resolvedBy: z.string().nullable(),
    resolvedAt: time.nullable(),
  }),
);

export const devicePage = answerSchema('DevicePage', page(listedDevice));
export const quarantinePage = answerSchema('QuarantinePage', page(quarantinedEvent));
export const anomalyPage = answerSchema('AnomalyPage', page(listedAnomaly));
