/** Kinds that name one device in the world, strongest first (CONTRACTS I3, I4). */
export const EXCLUSIVE_KINDS = ['imei', 'meid', 'eid', 'gtin-serial', 'serial'] as const;
/** Kinds that only narrow down which device is meant, within one partner's naming. */
export const HINT_KINDS = ['imeisv', 'mac', 'giai', 'asset', 'order'] as const;

export type ExclusiveKind = (typeof EXCLUSIVE_KINDS)[number];
export type HintKind = (typeof HINT_KINDS)[number];
export type IdentifierKind = ExclusiveKind | HintKind | 'device';

/** A parsed identifier in canonical form: two spellings of the same thing are equal texts. */
export interface Identifier {
  kind: IdentifierKind;
  /** All after the first colon, canonical: `356938035643809`, `apple:C39X`, `09521234543213:ABC`. */
  value: string;
}

/** `imei:356938035643809`: how an identifier stands in metadata, reservations and paths. */
export const identifierText = ({ kind, value }: Identifier): string => `${kind}:${value}`;

export const isExclusive = (identifier: Identifier): boolean =>
  (EXCLUSIVE_KINDS as readonly string[]).includes(identifier.kind);
