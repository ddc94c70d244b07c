import { EXCLUSIVE_KINDS, identifierText, parseIdentifierParts } from '#identity/domain';
import type { JsonObject, Micros, RecordedEvent } from '#kernel';
import type { Attribution } from './attribution.js';
import { canonicalOrder } from './order.js';
import { objectsOf, textOf, textsOf } from './payload.js';
import type { VoidGraph } from './void-graph.js';

/** Another device claims the identifier as well, since its first report by it; until that is resolved (CONTRACTS I6). */
export interface Contest {
  identifier: string;
  since: Micros;
  resolved?: 'ours' | 'theirs';
}

const EXCLUSIVE = new Set<string>(EXCLUSIVE_KINDS);

/** Types whose address only says which device is meant; it assigns nothing. */
export const ABOUT_IDENTITY: ReadonlySet<string> = new Set([
  'DevicesMerged',
  'DeviceSplit',
  'IdentifierContestResolved',
]);

const textOfPart = (kind: string | undefined, value: string | undefined): string | undefined =>
  kind === undefined || value === undefined ? undefined : `${kind}:${value}`;

/** Exclusive identifiers that an event assigns to its device: none that were another device's, a proposal to merge. */
export function assignedBy(event: RecordedEvent): string[] {
  if (ABOUT_IDENTITY.has(event.type)) return [];
  const { addressedBy, makersSerial, conflicts } = event.metadata;
  const foreign = new Set(conflicts?.map(({ identifier }) => identifier));
  return [...addressedBy, ...listedBy(event), makersSerial]
    .filter((text) => text !== undefined)
    .filter((text) => EXCLUSIVE.has(text.slice(0, text.indexOf(':'))) && !foreign.has(text));
}

/** Identifiers that the payload gives to the device. */
function listedBy({ type, data }: RecordedEvent): (string | undefined)[] {
  const parts = (listed: readonly JsonObject[], field: string) =>
    listed.map((part) => textOfPart(textOf(part, 'kind'), textOf(part, field)));
  switch (type) {
    case 'IdentifierAssigned':
      return parts([data], 'value');
    case 'IdentifierSuperseded':
      return parts(objectsOf(data, 'changes'), 'newValue');
    case 'DeviceRegistered':
      return parts(objectsOf(data, 'identifiers'), 'value');
    case 'DeviceManufactured':
      return [gtinSerialOf(data)];
    default:
      return [];
  }
}

/** A maker's GTIN and serial number are one identifier. */
function gtinSerialOf(data: JsonObject): string | undefined {
  const gtin = textOf(data, 'gtin');
  const serial = textOf(data, 'serial');
  if (gtin === undefined || serial === undefined) return undefined;
  const parsed = parseIdentifierParts('gtin-serial', `${gtin}:${serial}`);
  return parsed.ok ? identifierText(parsed.identifier) : undefined;
}

export function contestsOf(
  own: readonly RecordedEvent[],
  foreign: readonly RecordedEvent[],
  attribution: Attribution,
  voids: VoidGraph,
): Contest[] {
  const claims = new Map<string, Micros>();
  for (const event of [...foreign, ...own]) noteClaims(event, claims, attribution, voids);
  if (claims.size === 0) return [];
  const ours = new Map<string, Micros>();
  for (const event of own) {
    if (voids.voidedBy(event.id) !== undefined) continue;
    for (const text of assignedBy(event))
      ours.set(text, Math.min(ours.get(text) ?? Number.POSITIVE_INFINITY, event.metadata.instant));
  }
  const given = superseded([...own, ...foreign], voids);
  const contests: Contest[] = [];
  for (const [identifier, theirs] of claims) {
    const mine = ours.get(identifier);
    if (mine !== undefined && !given.has(identifier)) contests.push({ identifier, since: Math.max(mine, theirs) });
  }
  settle(contests, [...own, ...foreign], attribution, voids);
  return contests.sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
}

/** Identifiers that one of the devices gave up with its board or label: the other's claim contests nothing. */
function superseded(events: readonly RecordedEvent[], voids: VoidGraph): Set<string> {
  const texts = events
    .filter(({ id, type }) => type === 'IdentifierSuperseded' && voids.voidedBy(id) === undefined)
    .flatMap(({ data }) => objectsOf(data, 'changes'))
    .map((change) => textOfPart(textOf(change, 'kind'), textOf(change, 'oldValue')));
  return new Set(texts.filter((text) => text !== undefined));
}

function noteClaims(
  event: RecordedEvent,
  claims: Map<string, Micros>,
  attribution: Attribution,
  voids: VoidGraph,
): void {
  if (voids.voidedBy(event.id) !== undefined) return;
  const ours = attribution.members.includes(attribution.deviceOf(event) ?? '');
  const texts = ours ? (event.metadata.contests ?? []).map(({ identifier }) => identifier) : assignedBy(event);
  for (const text of texts) {
    claims.set(text, Math.min(claims.get(text) ?? Number.POSITIVE_INFINITY, event.metadata.instant));
  }
}

/** A split that hands identifiers over, or a ruling, ends the contest for one side. */
function settle(
  contests: readonly Contest[],
  events: readonly RecordedEvent[],
  { members }: Attribution,
  voids: VoidGraph,
): void {
  const rulings = events.filter(
    ({ id, type }) =>
      (type === 'IdentifierContestResolved' || type === 'DeviceSplit') && voids.voidedBy(id) === undefined,
  );
  for (const ruling of canonicalOrder(rulings)) {
    const split = ruling.type === 'DeviceSplit';
    const holder = textOf(ruling.data, split ? 'newDeviceId' : 'holderDeviceId');
    const texts = split
      ? textsOf(ruling.data, 'identifiers')
      : [textOfPart(textOf(ruling.data, 'kind'), textOf(ruling.data, 'value'))];
    for (const contest of contests) {
      if (texts.includes(contest.identifier)) contest.resolved = members.includes(holder ?? '') ? 'ours' : 'theirs';
    }
  }
}
