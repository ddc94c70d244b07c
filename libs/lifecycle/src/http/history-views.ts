import { z } from 'zod';
import type { Evidence, Location } from '#kernel';
import { answerSchema } from '#platform';
import { time, uuid } from './answer-views.js';

const day = z.string().meta({ format: 'date' });
const country = z.string().describe('ISO 3166-1 alpha-2');
const mass = {
  massMg: z.int().describe('Milligrams').exactOptional(),
  massSource: z.string().exactOptional(),
};
const outcome = z.enum([
  'refurbished',
  'resold_as_is',
  'harvested',
  'recycled',
  'returned_to_sender',
  'transferred',
  'lost',
]);

export const sale = answerSchema(
  'Sale',
  z.object({
    eventId: uuid,
    kind: z.enum(['new', 'resale']),
    seller: z.string(),
    at: time,
    precision: z.enum(['second', 'day']),
    country: country.exactOptional(),
    channel: z.string().exactOptional(),
    orderRef: z.string().exactOptional(),
    lineRef: z.string().exactOptional(),
    buyerKind: z.enum(['consumer', 'business', 'trade']),
    buyer: z.string().exactOptional(),
    fulfilment: z.enum(['shipped', 'in_store']),
    windowDays: z.int().describe('Return window'),
    grade: z.object({ scheme: z.string(), schemeVersion: z.string(), code: z.string() }).exactOptional(),
    paidAt: time.exactOptional(),
    expectedDispatchOn: day.exactOptional(),
    handedToCarrierAt: time.exactOptional(),
    deliveredAt: time.exactOptional(),
    deliveryInferred: z.boolean().exactOptional(),
    cancelledBy: uuid.exactOptional(),
    returned: z
      .object({
        at: time,
        eventId: uuid,
        reasonScheme: z.string().exactOptional(),
        reasonCode: z.string().exactOptional(),
        inWindow: z.boolean(),
      })
      .exactOptional(),
    dataErased: z.boolean(),
    cycle: z.int().describe('Number of the cycle that it ended').exactOptional(),
  }),
);

export const life = answerSchema(
  'Life',
  z.object({
    number: z.int(),
    kind: z.enum(['sale', 'donation', 'rental', 'replacement', 'private_resale', 'first_seen_used']),
    inferred: z.boolean(),
    openedBy: uuid.exactOptional(),
    openedAt: time.describe('Unknown for a device first seen used').exactOptional(),
    openingInferred: z.boolean(),
    windowEndsOn: day.describe('From then on the life counts; absent: at once').exactOptional(),
    closedAt: time.exactOptional(),
    closedBy: uuid.exactOptional(),
    closedReason: z.enum(['left_user', 'returned', 'lost', 'replaced']).exactOptional(),
    voidedBy: uuid.exactOptional(),
    pauses: z.array(z.object({ from: time, until: time.exactOptional() })).describe('Away for repair'),
    seller: z.string().exactOptional(),
    marketplace: z.string().exactOptional(),
    country: country.exactOptional(),
    cycleOutcome: outcome.exactOptional(),
    refurbisher: z.string().exactOptional(),
    replacementFor: z.string().exactOptional(),
  }),
);

const visit = z.object({
  partner: z.string(),
  country: country.exactOptional(),
  from: time,
  precision: z.enum(['second', 'day']),
  receivedBy: uuid,
  readyAt: time.exactOptional(),
  readyPrecision: z.enum(['second', 'day']).exactOptional(),
  readyBy: uuid.exactOptional(),
  until: time.exactOptional(),
  heldFor: z.int().describe('Microseconds on hold'),
});

export const cycle = answerSchema(
  'Cycle',
  z.object({
    number: z.int(),
    reason: z.enum([
      'trade_in',
      'take_back',
      'repair',
      'b2b',
      'overstock',
      'transfer',
      'return',
      'rental_return',
      'collection',
      'unknown',
    ]),
    openedBy: uuid,
    openedAt: time,
    country: country.exactOptional(),
    outcome: outcome.exactOptional(),
    outcomeBy: uuid.exactOptional(),
    outcomeAt: time.exactOptional(),
    outcomePartner: z.string().exactOptional(),
    visits: z.array(visit),
    refurbishedBy: z.string().exactOptional(),
    refurbishmentPassed: z.boolean(),
    firstFinalTest: z
      .object({ eventId: uuid, partner: z.string(), country: country.exactOptional(), at: time, passed: z.boolean() })
      .exactOptional(),
  }),
);

const account = z.object({ eventId: uuid, at: time, country: country.exactOptional(), ...mass });

export const waste = answerSchema(
  'Waste',
  z.object({
    becameWeee: account.extend({ partner: z.string() }).exactOptional(),
    collected: account.extend({ collector: z.string() }).exactOptional(),
    preparedForReuse: account.extend({ partner: z.string() }).exactOptional(),
    recyclingInput: account.extend({ partner: z.string(), batchRef: z.string().exactOptional() }).exactOptional(),
    outputs: z.array(
      z.object({
        eventId: uuid,
        at: time,
        partner: z.string(),
        country: country.exactOptional(),
        material: z.string(),
        massMg: z.int(),
        route: z.enum(['reuse', 'recycling', 'energy_recovery', 'other_recovery', 'incineration', 'landfill']),
        hazardous: z.boolean().exactOptional(),
        onSite: z.boolean().exactOptional(),
        massBasis: z.enum(['measured', 'allocated']),
        batch: z.string().exactOptional(),
      }),
    ),
  }),
);

export const location = answerSchema(
  'Location',
  z.object({
    country: country.exactOptional(),
    gln: z.string().exactOptional(),
    site: z.string().exactOptional(),
    inferred: z.literal(true).describe("Of the sender's default site, not reported").exactOptional(),
  }) satisfies z.ZodType<Location>,
);

export const evidence = answerSchema(
  'Evidence',
  z.object({
    kind: z.string(),
    sha256: z.string(),
    mediaType: z.string(),
    uri: z.string().exactOptional(),
  }) satisfies z.ZodType<Evidence>,
);

const event = z.object({
  id: uuid,
  type: z.string(),
  schemaVersion: z.int(),
  revision: z.int(),
  occurredAt: z.string().describe('As written by its sender'),
  occurredAtPrecision: z.enum(['second', 'day']),
  zoneInferred: z.literal(true).exactOptional(),
  recordedAt: time,
  recordedBy: z.string().exactOptional(),
  onBehalfOf: z.string().exactOptional(),
  performedBy: z.string().exactOptional(),
  sequence: z.int().exactOptional(),
  location: location.exactOptional(),
  evidence: z.array(evidence).exactOptional(),
  confidence: z.enum(['scanned', 'manual', 'asserted']).exactOptional(),
  corrects: uuid.exactOptional(),
  data: z.record(z.string(), z.unknown()).describe('As the type of event declares it, as far as you may see it'),
  reference: z.string().exactOptional(),
  addressedBy: z.array(z.string()).exactOptional(),
  previousHash: z.string().nullable().exactOptional(),
  hash: z.string().exactOptional(),
});

export const journeyEntry = answerSchema(
  'JourneyEntry',
  z.object({
    eventId: uuid,
    event,
    standing: z.enum(['counted', 'set-aside', 'void']),
    rule: z.string().describe('Rule that sets it aside').exactOptional(),
    explanation: z.string().exactOptional(),
    decidedBy: uuid.exactOptional(),
    by: uuid.describe('Correction or retraction that voids it').exactOptional(),
    anomalies: z.array(z.string()).describe('Ids of anomalies that it is evidence of').exactOptional(),
  }),
);
