import { z } from 'zod';
import { hasGs1CheckDigit } from '#identity/domain';

const REFERENCE_LENGTH_MAX = 128;
/** Identifiers that one report names its device by. */
export const IDENTIFIERS_MAX = 32;
const EVIDENCE_MAX = 50;

const word = (length: number) => z.string().min(1).max(length);
const identifierText = word(400);

export const reference = word(REFERENCE_LENGTH_MAX)
  .regex(/^\S(.*\S)?$/s, { error: 'A reference neither begins nor ends with a blank.' })
  .describe('Your own reference of this report: unique per partner for ever, so that a retry is harmless');

/** What surrounds the payload of every report; the payload itself is the event type's (`reportSchema`). */
export const envelope = z.strictObject({
  device: z
    .union([identifierText, z.array(identifierText).min(1).max(IDENTIFIERS_MAX)])
    .describe('Identifiers of the device, such as `imei:356938035643809`')
    .exactOptional(),
  subject: identifierText.describe('Instead of a device: an order, part, batch, recall or model').exactOptional(),
  type: word(64).describe('Name of the event, such as GradeAssigned'),
  occurredAt: word(64).describe('RFC 3339 with an offset, or a date'),
  reference: reference.exactOptional(),
  data: z.unknown().exactOptional(),
  onBehalfOf: word(64).describe('Partner whose fact it is, by delegation').exactOptional(),
  sequence: z.int().min(0).describe("The source's own order").exactOptional(),
  location: z
    .strictObject({
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, { error: 'A country of ISO 3166-1 alpha-2 is expected.' })
        .exactOptional(),
      gln: z
        .string()
        .regex(/^\d{13}$/, { error: 'A GLN of 13 digits is expected.', abort: true })
        .refine(hasGs1CheckDigit, {
          error: 'The check digit of the GLN is wrong.',
          params: { rule: 'gln-check-digit' },
        })
        .exactOptional(),
      site: word(64).exactOptional(),
    })
    .exactOptional(),
  performedBy: word(128).describe('Who did the work, opaque').exactOptional(),
  evidence: z
    .array(
      z.strictObject({
        kind: word(64),
        sha256: z
          .string()
          .regex(/^[0-9a-f]{64}$/, { error: 'SHA-256 in 64 lower-case hexadecimal digits is expected.' }),
        mediaType: word(128),
        uri: word(1024).exactOptional(),
      }),
    )
    .max(EVIDENCE_MAX)
    .exactOptional(),
  confidence: z.enum(['scanned', 'manual', 'asserted']).exactOptional(),
  corrects: z
    .union([word(64), z.strictObject({ reference })])
    .describe('Event that this one voids and replaces: its id, or `{reference}` of yours')
    .exactOptional(),
  unknownDevice: z.enum(['open', 'refuse']).exactOptional(),
});

export type Envelope = z.output<typeof envelope>;
