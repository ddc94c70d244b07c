import { canonicalJson, type Json, type JsonObject, shortDigest } from '#kernel';
import type { Envelope } from './envelope.js';
import type { Occurrence } from './occurrence.js';

const VERSION = 1;

/**
 * Digest of what a report says, after canonicalisation (CONTRACTS R3, H2): one instant, one spelling of identifiers,
 * one order of keys. Left out: who sends it and under which reference, and what names a person.
 */
export function contentDigest(
  report: Pick<Envelope, 'type' | 'onBehalfOf' | 'sequence' | 'location' | 'evidence' | 'corrects'>,
  normalised: { addressedBy: readonly string[]; data: JsonObject; occurrence: Occurrence; confidence: string },
): string {
  const { precision, instant, date } = normalised.occurrence;
  const { type, onBehalfOf, sequence, location, evidence, corrects } = report;
  const content = {
    addressedBy: normalised.addressedBy,
    confidence: normalised.confidence,
    corrects,
    data: impersonal(normalised.data),
    evidence,
    location,
    occurredAt: precision === 'day' ? date : instant,
    onBehalfOf,
    sequence,
    type,
  };
  return `${VERSION}:${shortDigest(canonicalJson(content))}`;
}

const PERSONAL = new Set(['graderRef', 'signerRef', 'witness']);
const CONSUMER = 'consumer:';

/** Without pseudonyms of consumers and references to staff; the value itself where it holds none. */
function impersonal(value: Json): Json {
  return isPersonal(value) ? redacted(value) : value;
}

function isPersonal(value: Json): boolean {
  if (typeof value === 'string') return value.startsWith(CONSUMER);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(isPersonal);
  for (const key in value) if (PERSONAL.has(key) || isPersonal(value[key] ?? null)) return true;
  return false;
}

function redacted(value: Json): Json {
  if (typeof value === 'string') return value.startsWith(CONSUMER) ? CONSUMER : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(redacted);
  const kept: JsonObject = {};
  for (const key of Object.keys(value)) {
    const member = value[key];
    if (member !== undefined && !PERSONAL.has(key)) kept[key] = redacted(member);
  }
  return kept;
}
