import {
  EXCLUSIVE_KINDS,
  type ExclusiveKind,
  identifierText,
  isTestIdentifier,
  parseIdentifierParts,
} from '#identity/domain';
import type { JsonObject, Micros, RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import type { IdentifierInterval } from '../journey.js';
import { ABOUT_IDENTITY } from '../set/contests.js';
import { momentOf, objectsOf, textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';

const EXCLUSIVE = new Set<string>(EXCLUSIVE_KINDS);

export const kindOf = (text: string): string => text.slice(0, text.indexOf(':'));

/** `serial:apple:C39X` is of the scheme `serial:apple`: a device has one number of it at a time. */
const schemeOf = (text: string): string => (text.startsWith('serial:') ? text.slice(0, text.lastIndexOf(':')) : text);

export const openIntervals = ({ journey }: Walk): IdentifierInterval[] =>
  journey.identifiers.filter(({ until }) => until === undefined);

/** New identifiers in a report's address become the device's, unless they contradict what it has (CONTRACTS I6). */
export function assignAddressed(walk: Walk, event: RecordedEvent): void {
  for (const text of ABOUT_IDENTITY.has(event.type) ? [] : event.metadata.addressedBy) assignNamed(walk, event, text);
  for (const { identifier } of event.metadata.reappeared ?? []) {
    raise(walk, event, {
      rule: 'identifier-reappeared',
      severity: 'high',
      explanation: `${identifier} belonged to a device that lost it with its board. Check whether the board was built into this one.`,
      about: identifier,
    });
  }
}

/** What belonged to another device when it was named is that one's, until the two are one. */
function assignNamed(walk: Walk, event: RecordedEvent, text: string): void {
  if (!EXCLUSIVE.has(kindOf(text))) return;
  const elsewhere = event.metadata.conflicts?.find(({ identifier }) => identifier === text);
  if (elsewhere === undefined || walk.journey.members.includes(elsewhere.deviceId))
    assign(walk, event, text, undefined);
}

function assign(walk: Walk, event: RecordedEvent, text: string, from: Micros | undefined, until?: Micros): void {
  const { journey } = walk;
  if (journey.identifiers.some((interval) => interval.identifier === text)) return;
  if (walk.history.contests.some(({ identifier, resolved }) => identifier === text && resolved === 'theirs')) return;
  const rival = openIntervals(walk).find(
    ({ identifier }) => text.startsWith('serial:') && schemeOf(identifier) === schemeOf(text),
  );
  if (rival !== undefined) {
    raise(walk, event, {
      rule: 'identifier-mismatch',
      severity: 'warning',
      explanation: `${text} contradicts ${rival.identifier}, which the device has already. Report a superseded identifier, or correct the one that was read wrong.`,
      about: text,
    });
    return;
  }
  const interval: IdentifierInterval = { identifier: text, kind: kindOf(text), assignedBy: event.id };
  if (from !== undefined) interval.from = from;
  if (until !== undefined) interval.until = until;
  journey.identifiers.push(interval);
  if (isTestIdentifier({ kind: interval.kind as ExclusiveKind, value: text.slice(interval.kind.length + 1) })) {
    journey.testIdentifier = true;
  }
}

/** `{kind, value}` as its canonical text. */
export function identifierOf(part: JsonObject): string | undefined {
  const kind = textOf(part, 'kind');
  const value = textOf(part, 'value');
  if (kind === undefined || value === undefined) return undefined;
  const parsed = parseIdentifierParts(kind, value);
  return parsed.ok ? identifierText(parsed.identifier) : `${kind}:${value}`;
}

function assignListed(walk: Walk, event: RecordedEvent): void {
  const { gtin, serial } = event.data;
  if (typeof gtin === 'string' && typeof serial === 'string') {
    const parsed = parseIdentifierParts('gtin-serial', `${gtin}:${serial}`);
    if (parsed.ok) assignNamed(walk, event, identifierText(parsed.identifier));
  }
  for (const part of objectsOf(event.data, 'identifiers')) {
    const text = identifierOf(part);
    if (text !== undefined) assignNamed(walk, event, text);
  }
  if (event.metadata.makersSerial !== undefined) assignNamed(walk, event, event.metadata.makersSerial);
}

function supersede(walk: Walk, event: RecordedEvent): void {
  const { instant } = event.metadata;
  const reason = textOf(event.data, 'reason');
  for (const change of objectsOf(event.data, 'changes')) {
    const kind = textOf(change, 'kind') ?? '';
    const old = identifierOf({ kind, value: textOf(change, 'oldValue') ?? '' }) ?? '';
    const next = identifierOf({ kind, value: textOf(change, 'newValue') ?? '' }) ?? '';
    const known = walk.journey.identifiers.find(({ identifier, until }) => identifier === old && until === undefined);
    const closed = known ?? { identifier: old, kind: kindOf(old), assignedBy: event.id };
    if (known === undefined) walk.journey.identifiers.push(closed);
    closed.until = instant;
    if (reason === 'mainboard_replaced' || reason === 'relabel' || reason === 'correction') closed.closedBy = reason;
    assign(walk, event, next, instant);
  }
}

/** Which identifiers name the device, and when (CONTRACTS I1, I4). */
export const identifiers: Axis = {
  DeviceRegistered: assignListed,
  DeviceManufactured: assignListed,
  IdentifierAssigned: (walk, event) => {
    const text = identifierOf(event.data);
    if (text === undefined || !EXCLUSIVE.has(kindOf(text))) return;
    assign(walk, event, text, momentOf(textOf(event.data, 'validFrom')), momentOf(textOf(event.data, 'validTo')));
  },
  IdentifierSuperseded: supersede,
};
