import type { Identifier, IdentifierKind } from './identifier.js';

/** Why a text is no identifier. `rule` is kebab-case; `hint` says how to mend it, and nothing is mended unasked. */
export interface Unreadable {
  ok: false;
  rule: string;
  detail: string;
  hint?: string;
}

export type Parsed = { ok: true; identifier: Identifier } | Unreadable;

/** Reads all after the first colon of one kind. */
export type ValueParser = (value: string) => Parsed;

export const read = (kind: IdentifierKind, value: string): Parsed => ({ ok: true, identifier: { kind, value } });

export const unreadable = (rule: string, detail: string, hint?: string): Unreadable => ({
  ok: false,
  rule,
  detail,
  ...(hint !== undefined && { hint }),
});
