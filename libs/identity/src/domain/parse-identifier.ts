import { parseDigitalLink } from './gs1/digital-link.js';
import { parseElementString } from './gs1/element-string.js';
import { parseEpcUrn, parseSgtin } from './gs1/epc-urn.js';
import { giai } from './gs1/giai.js';
import { parseGtinSerial } from './gs1/gtin-serial.js';
import { type Identifier, identifierText } from './identifier.js';
import { parseAsset, parseOrder } from './kinds/asset.js';
import { parseDevice } from './kinds/device.js';
import { parseEid } from './kinds/eid.js';
import { isTestImei, parseImei, parseImeisv } from './kinds/imei.js';
import { parseMac } from './kinds/mac.js';
import { parseMeid } from './kinds/meid.js';
import { parseSerial } from './kinds/serial.js';
import { type Parsed, unreadable, type ValueParser } from './parsed.js';
import { percentDecoded } from './spelling.js';

const TEXT_LENGTH_MAX = 400;

const PARSERS: ReadonlyMap<string, ValueParser> = new Map<string, ValueParser>([
  ['imei', parseImei],
  ['imeisv', parseImeisv],
  ['meid', parseMeid],
  ['eid', parseEid],
  ['serial', parseSerial],
  ['gtin-serial', parseGtinSerial],
  ['sgtin', (value) => (value.includes('.') && /^\d{6,12}\./.test(value) ? parseSgtin(value) : parseGtinSerial(value))],
  ['mac', parseMac],
  ['giai', giai],
  ['asset', parseAsset],
  ['order', parseOrder],
  ['device', parseDevice],
]);

/** Names of the kinds on the wire. */
export const IDENTIFIER_KINDS: readonly string[] = [...PARSERS.keys()];

/**
 * Reads every wire form of an identifier (CONTRACTS I7): `<kind>:<value>`, GS1 Digital Links, EPC and GSMA URNs and the
 * text under a GS1 barcode, each percent-encoded or not. The same thing written two ways gives equal results, and the
 * printed result reads as itself. Never throws.
 */
export function parseIdentifier(given: string): Parsed {
  if (given.length > TEXT_LENGTH_MAX) {
    return unreadable('identifier-length', `An identifier has at most ${TEXT_LENGTH_MAX} characters.`);
  }
  if (!given.isWellFormed()) return unreadable('identifier-text', 'This is not well-formed Unicode.');
  const trimmed = given.trim();
  const text = trimmed.includes(':') || trimmed.startsWith('(') ? trimmed : percentDecoded(trimmed);
  return parseWhole(text) ?? parseOfKind(text);
}

/** As `parseIdentifier`, for the `{kind, value}` of payloads. */
export const parseIdentifierParts = (kind: string, value: string): Parsed => parseIdentifier(`${kind}:${value}`);

/** Forms that name their scheme themselves. */
function parseWhole(text: string): Parsed | undefined {
  if (/^https?:\/\//i.test(text)) return parseDigitalLink(text);
  if (/^urn:epc:/i.test(text)) return parseEpcUrn(text);
  const gsma = /^urn:gsma:(imei|imeisv|meid):([^;?#]*)/i.exec(text);
  if (gsma !== null) return parseOfKind(`${gsma[1]}:${gsma[2]}`);
  if (/^\((01|8004)\)/.test(text)) return parseElementString(text);
  return undefined;
}

function parseOfKind(text: string): Parsed {
  const colon = text.indexOf(':');
  if (colon < 0) return unreadable('identifier-kind', 'An identifier says its kind before a colon.', guess(text));
  const kind = text.slice(0, colon).trim().toLowerCase();
  const parser = PARSERS.get(kind);
  if (parser === undefined) {
    return unreadable(
      'identifier-kind',
      `${JSON.stringify(kind)} is no kind of identifier.`,
      `One of: ${IDENTIFIER_KINDS.join(', ')}.`,
    );
  }
  const value = text.slice(colon + 1).trim();
  if (value === '') return unreadable('identifier-empty', `Nothing stands after \`${kind}:\`.`);
  if (kind.includes('gtin')) return parseWhole(value) ?? parser(percentDecoded(value));
  return parser(kind === 'order' ? value : percentDecoded(value));
}

function guess(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  if (/^\d{15}$/.test(digits)) return `Such as \`imei:${digits}\`.`;
  if (/^\d{32}$/.test(digits)) return `Such as \`eid:${digits}\`.`;
  return `Begin with one of: ${IDENTIFIER_KINDS.join(', ')}.`;
}

/** Two spellings of one identifier. What cannot be read is the same as nothing. */
export function isSameIdentifier(a: string, b: string): boolean {
  const [first, second] = [parseIdentifier(a), parseIdentifier(b)];
  return first.ok && second.ok && identifierText(first.identifier) === identifierText(second.identifier);
}

/** IMEIs of the test ranges are accepted, and their device is marked (CONTRACTS I3). */
export const isTestIdentifier = ({ kind, value }: Identifier): boolean =>
  (kind === 'imei' || kind === 'imeisv') && isTestImei(value);
