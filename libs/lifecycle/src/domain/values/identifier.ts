import { z } from 'zod';
import { gtin14, identifierText, parseIdentifier, parseIdentifierParts } from '#identity/domain';

export const IDENTIFIER_KINDS = [
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

/** Adds what is wrong with a value of that kind to the issues of its field. */
export function checkIdentifier(
  context: z.core.$RefinementCtx,
  { kind, value }: { kind: string; value: string },
  field: string,
): void {
  const parsed = parseIdentifierParts(kind, value);
  if (parsed.ok) return;
  context.addIssue({
    code: 'custom',
    message: parsed.detail,
    path: [field],
    input: value,
    params: { rule: parsed.rule, ...(parsed.hint !== undefined && { hint: parsed.hint }) },
  });
}

/** The canonical spelling, so that one thing written two ways is one content; what cannot be read stays as it is. */
export function canonicalValue(kind: string, value: string): string {
  const parsed = parseIdentifierParts(kind, value);
  return parsed.ok ? parsed.identifier.value : value;
}

/** An identifier as payloads carry it. */
export const identifier = z
  .strictObject({ kind: identifierKind, value: identifierValue })
  .superRefine((given, context) => checkIdentifier(context, given, 'value'))
  .overwrite((given) => ({ ...given, value: canonicalValue(given.kind, given.value) }));
export const identifiers = z.array(identifier).min(1).max(32);

/** A device named in a payload, by any wire form of an identifier. */
export const deviceName = z
  .string()
  .min(1)
  .max(300)
  .superRefine((text, context) => {
    const parsed = parseIdentifier(text);
    if (parsed.ok) return;
    context.addIssue({
      code: 'custom',
      message: parsed.detail,
      input: text,
      params: { rule: parsed.rule, ...(parsed.hint !== undefined && { hint: parsed.hint }) },
    });
  })
  .overwrite((text) => {
    const parsed = parseIdentifier(text);
    return parsed.ok ? identifierText(parsed.identifier) : text;
  })
  .describe('Any identifier of the device, such as `imei:356938035643809`');

export const gtin = z
  .string()
  .superRefine((value, context) => {
    if (gtin14(value) !== undefined) return;
    context.addIssue({
      code: 'custom',
      message: 'A GTIN of 8, 12, 13 or 14 digits with its check digit is expected.',
      input: value,
      params: { rule: 'gtin' },
    });
  })
  .overwrite((value) => gtin14(value) ?? value)
  .describe('GTIN of the product, kept with 14 digits');
