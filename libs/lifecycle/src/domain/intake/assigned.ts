import { EXCLUSIVE_KINDS } from '#identity/domain';
import type { Json, JsonObject } from '#kernel';
import { objectsOf, textOf } from '../set/payload.js';
import type { Prepared } from './prepared.js';

const EXCLUSIVE: ReadonlySet<string> = new Set(EXCLUSIVE_KINDS);
const NOTHING: readonly string[] = [];

/** Exclusive identifiers that the report gives to the device on purpose, whoever has them now (CONTRACTS I6). */
export function assignedBy({ declaration, address, data }: Pick<Prepared, 'declaration' | 'address' | 'data'>) {
  switch (declaration.type) {
    case 'IdentifierAssigned':
      return address.stated.filter((text) => EXCLUSIVE.has(kindOf(text)));
    case 'IdentifierSuperseded':
      return objectsOf(data, 'changes').flatMap((change) => exclusiveText(textOf(change, 'kind'), change.newValue));
    default:
      return NOTHING;
  }
}

/** Identifiers that a split gives to the new device: `{kind, value}` or texts. */
export function takenBySplit(data: JsonObject): string[] {
  const listed = Array.isArray(data.identifiers) ? data.identifiers : [];
  return listed.flatMap((part) => {
    if (typeof part === 'string') return EXCLUSIVE.has(kindOf(part)) ? [part] : [];
    const { kind, value } = (part ?? {}) as JsonObject;
    return exclusiveText(typeof kind === 'string' ? kind : undefined, value);
  });
}

const kindOf = (text: string): string => text.slice(0, text.indexOf(':'));

const exclusiveText = (kind: string | undefined, value: Json | undefined): string[] =>
  kind !== undefined && typeof value === 'string' && EXCLUSIVE.has(kind) ? [`${kind}:${value}`] : [];
