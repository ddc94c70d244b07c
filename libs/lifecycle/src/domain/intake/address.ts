import {
  compareStrength,
  type Identifier,
  identifierText,
  isExclusive,
  isTestIdentifier,
  parseIdentifier,
  parseIdentifierParts,
  parseSubject,
  type Subject,
} from '#identity/domain';
import type { Failure, Json, JsonObject } from '#kernel';

/** What a report is about, in canonical form. */
export interface Address {
  /** Canonical texts of exclusive identifiers, strongest first: in `device` and, for some types, in the payload. */
  exclusive: string[];
  /** Of those, the ones that the payload alone names. */
  stated: string[];
  /** Of those, the serial number in a maker's payload, under the maker's name. */
  makersSerial?: string;
  hints: string[];
  deviceIds: string[];
  subject?: Subject;
  /** As submitted, canonical (CONTRACTS I5): `device` or `subject`, without the payload's. */
  addressedBy: string[];
}

const nowhere = (): Address => ({ exclusive: [], stated: [], hints: [], deviceIds: [], addressedBy: [] });

export interface AddressInput {
  device?: string | string[];
  subject?: string;
  type: string;
  data: JsonObject;
  refuseTestImeis: boolean;
}

/** Reads every identifier of a report, and reports every one that cannot be read. */
export function readAddress(input: AddressInput): { address: Address; failures: Failure[] } {
  const failures: Failure[] = [];
  const identifiers = readDevices(input, failures);
  const address = nowhere();
  address.addressedBy = identifiers.map(identifierText);
  const stated = statedIn(input.type, input.data);
  for (const identifier of [...identifiers, ...stated].sort(compareStrength)) file(address, identifier);
  address.stated = stated.map(identifierText).filter((text) => !address.addressedBy.includes(text));
  if (input.subject !== undefined) readSubject(input.subject, address, failures);
  return { address, failures };
}

function readDevices({ device, refuseTestImeis }: AddressInput, failures: Failure[]): Identifier[] {
  if (device === undefined) return [];
  const found = new Map<string, Identifier>();
  const texts = typeof device === 'string' ? [device] : device;
  for (const [index, text] of texts.entries()) {
    const pointer = typeof device === 'string' ? '/device' : `/device/${index}`;
    const parsed = parseIdentifier(text);
    if (!parsed.ok) {
      const { rule, detail, hint } = parsed;
      failures.push({ pointer, rule, detail, ...(hint !== undefined && { hint }) });
    } else if (refuseTestImeis && isTestIdentifier(parsed.identifier)) {
      failures.push({ pointer, rule: 'test-imei', detail: `${text} is of a range for tests, which is refused here.` });
    } else found.set(identifierText(parsed.identifier), parsed.identifier);
  }
  return [...found.values()].sort(compareStrength);
}

function file(address: Address, identifier: Identifier): void {
  const text = identifierText(identifier);
  if (identifier.kind === 'device') address.deviceIds.push(identifier.value);
  else {
    const list = isExclusive(identifier) ? address.exclusive : address.hints;
    if (!list.includes(text)) list.push(text);
  }
}

function readSubject(text: string, address: Address, failures: Failure[]): void {
  const parsed = parseSubject(text);
  if (!parsed.ok) {
    const { rule, detail, hint } = parsed;
    failures.push({ pointer: '/subject', rule, detail, ...(hint !== undefined && { hint }) });
    return;
  }
  address.subject = parsed.subject;
  address.addressedBy.push(parsed.subject.text);
}

/** Identifiers in payloads that resolve and claim together with the address (CONTRACTS I7). */
function statedIn(type: string, data: JsonObject): Identifier[] {
  switch (type) {
    case 'DeviceRegistered':
      return listed(data.identifiers);
    case 'DeviceManufactured':
      return [...listed(data.identifiers), ...gtinSerial(data)];
    case 'IdentifierAssigned':
      return listed([data as Json]);
    default:
      return [];
  }
}

function listed(value: Json | undefined): Identifier[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((part) => {
    const { kind, value: text } = (part ?? {}) as { kind?: Json; value?: Json };
    const parsed = typeof kind === 'string' && typeof text === 'string' ? parseIdentifierParts(kind, text) : undefined;
    return parsed?.ok ? [parsed.identifier] : [];
  });
}

function gtinSerial({ gtin, serial }: JsonObject): Identifier[] {
  if (typeof gtin !== 'string' || typeof serial !== 'string') return [];
  const parsed = parseIdentifierParts('gtin-serial', `${gtin}:${serial}`);
  return parsed.ok ? [parsed.identifier] : [];
}
