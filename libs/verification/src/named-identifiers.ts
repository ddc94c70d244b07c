import { EXCLUSIVE_KINDS, identifierText, parseIdentifierParts } from '#identity/domain';
import type { Json, JsonObject, RecordedEvent } from '#kernel';

const EXCLUSIVE: ReadonlySet<string> = new Set(EXCLUSIVE_KINDS);
const KIND_NAMES = ['value', 'newValue', 'oldValue'] as const;

/** Whether a device is known by it alone (CONTRACTS I3). */
export const isExclusive = (text: string): boolean => EXCLUSIVE.has(text.slice(0, text.indexOf(':')));

/**
 * Every exclusive identifier that an event speaks of, in canonical form: what it was addressed by, and whatever its
 * payload names, at any depth. An identifier may be spoken of without being assigned; none is assigned otherwise.
 */
export function identifiersSpokenOf({ metadata, data }: RecordedEvent): Set<string> {
  const found = new Set<string>(metadata.addressedBy.filter(isExclusive));
  if (metadata.makersSerial !== undefined) found.add(metadata.makersSerial);
  for (const { identifier } of metadata.contests ?? []) found.add(identifier);
  search(data, found);
  return found;
}

function search(value: Json | undefined, found: Set<string>): void {
  if (typeof value === 'string') noteText(value, found);
  else if (Array.isArray(value)) for (const one of value) search(one, found);
  else if (typeof value === 'object' && value !== null) {
    noteParts(value, found);
    for (const one of Object.values(value)) search(one, found);
  }
}

/** `imei:356938035643809` as a device is named in payloads. */
function noteText(text: string, found: Set<string>): void {
  if (isExclusive(text)) note(text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1), found);
}

function noteParts(part: JsonObject, found: Set<string>): void {
  const { kind, gtin, serial } = part;
  if (typeof gtin === 'string' && typeof serial === 'string') note('gtin-serial', `${gtin}:${serial}`, found);
  if (typeof kind !== 'string' || !EXCLUSIVE.has(kind)) return;
  for (const name of KIND_NAMES) {
    const value = part[name];
    if (typeof value === 'string') note(kind, value, found);
  }
}

function note(kind: string, value: string, found: Set<string>): void {
  const parsed = parseIdentifierParts(kind, value);
  found.add(parsed.ok ? identifierText(parsed.identifier) : `${kind}:${value}`);
}
