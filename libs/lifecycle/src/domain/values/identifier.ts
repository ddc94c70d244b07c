import { z } from 'zod';
import { gtin14, identifierText, parseIdentifier, parseIdentifierParts, type Unreadable } from '#identity/domain';

const IDENTIFIER_KINDS = [
  'imei',
  'imeisv',
  'meid',
  'eid',
  'serial',
  'sgtin',
  'gtin-serial',
  'mac',
  'giai',
  'asset',
  'order',
] as const;
export const identifierKind = z.enum(IDENTIFIER_KINDS);
export const identifierValue = z.string().min(1).max(300).describe('All after the first colon, such as `apple:C39X`');

const NO_GTIN: Unreadable = {
  ok: false,
  rule: 'gtin',
  detail: 'A GTIN of 8, 12, 13 or 14 digits with its check digit is expected.',
};

type Payload<Value> = z.core.ParsePayload<Value>;

/**
 * Check of a schema: the field of that kind gets its canonical spelling, so that one thing written two ways is one
 * content, or an issue that says why it cannot be read.
 */
export const spelledAs =
  <Given extends { kind: string }>(...fields: (keyof Given & string)[]) =>
  (payload: Payload<Given>): void => {
    const spelled: Record<string, unknown> = {};
    for (const field of fields) {
      const value = String(payload.value[field]);
      const parsed = parseIdentifierParts(payload.value.kind, value);
      if (parsed.ok) spelled[field] = parsed.identifier.value;
      else payload.issues.push(issueOf(parsed, value, field));
    }
    payload.value = { ...payload.value, ...spelled };
  };

const issueOf = ({ rule, detail, hint }: Unreadable, input: string, ...path: string[]): z.core.$ZodRawIssue => ({
  code: 'custom',
  message: detail,
  path,
  input,
  params: { rule, ...(hint !== undefined && { hint }) },
});

/** An identifier as payloads carry it. */
const identifier = z
  .strictObject({ kind: identifierKind, value: identifierValue })
  .check(spelledAs<{ kind: string; value: string }>('value'));
export const identifiers = z.array(identifier).min(1).max(32);

/** A device named in a payload, by any wire form of an identifier. */
export const deviceName = z
  .string()
  .min(1)
  .max(300)
  .check((payload) => {
    const parsed = parseIdentifier(payload.value);
    if (parsed.ok) payload.value = identifierText(parsed.identifier);
    else payload.issues.push(issueOf(parsed, payload.value));
  })
  .describe('Any identifier of the device, such as `imei:356938035643809`');

export const gtin = z
  .string()
  .check((payload) => {
    const digits = gtin14(payload.value);
    if (digits !== undefined) payload.value = digits;
    else payload.issues.push(issueOf(NO_GTIN, payload.value));
  })
  .describe('GTIN of the product, kept with 14 digits');
