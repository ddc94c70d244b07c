import { findingId, isoOf, type JsonObject, type RecordedEvent } from '#kernel';
import type { EventProjection } from '#projections/domain';
import { targetOf } from '../domain/set/payload.js';
import { FINDINGS } from './names.js';
import { contradictions, SHARING_TYPES, type SharedThing, sharedThings, type Use } from './shared-things.js';

const WORDS: Record<SharedThing['rule'], { severity: string; explanation: string }> = {
  'certificate-reused': {
    severity: 'high',
    explanation: 'One erasure certificate stands for several media. Each medium needs its own.',
  },
  'part-in-two-devices': {
    severity: 'high',
    explanation: 'One part is in two devices at a time. One of the reports names the wrong part, or it is a copy.',
  },
  'tac-of-two-brands': {
    severity: 'warning',
    explanation: 'IMEIs of one type allocation are reported of several brands. One of them may be a clone.',
  },
};

/**
 * What needs several devices to be seen. Keeps for each certificate, part and type allocation who used it; whether an
 * event counts, and whether two devices are one by now, is judged when somebody reads. Changes no standing.
 */
export const findingsProjection: EventProjection = {
  shape: 'event',
  name: FINDINGS.projection,
  version: 1,
  collections: [
    {
      name: FINDINGS.findings,
      indexes: [{ field: 'at' }, { field: 'rule' }, { field: 'state' }, { field: 'visibleTo', many: true }],
    },
    { name: FINDINGS.voided, indexes: [] },
  ],
  types: [...SHARING_TYPES, 'EventRetracted'],
  documentIds(event) {
    const things = sharedThings(event).map((thing) => ({ collection: FINDINGS.findings, id: idOf(thing) }));
    const target = voidedBy(event);
    return target === undefined ? things : [...things, { collection: FINDINGS.voided, id: target }];
  },
  evolve(document, event, id) {
    if (voidedBy(event) === id)
      return { ...document, [event.corrects === undefined ? 'retractedBy' : 'correctedBy']: added(document, event) };
    const thing = sharedThings(event).find((one) => idOf(one) === id);
    return thing === undefined ? document : withUse(document, thing, id);
  },
};

const idOf = ({ rule, key }: SharedThing): string => findingId(rule, key, []);

/** Event that this one corrects or retracts. */
function voidedBy(event: RecordedEvent): string | undefined {
  return event.corrects ?? (event.type === 'EventRetracted' ? targetOf(event).eventId : undefined);
}

function added(document: JsonObject | undefined, { corrects, id }: RecordedEvent): string[] {
  const known = document?.[corrects === undefined ? 'retractedBy' : 'correctedBy'];
  return [...new Set([...(Array.isArray(known) ? (known as string[]) : []), id])].sort();
}

/** Uses are kept in order, so that no order of arrival shows. */
function withUse(document: JsonObject | undefined, { rule, key, use }: SharedThing, id: string): JsonObject {
  const known = ((document?.uses ?? []) as unknown as Use[]).filter(({ eventId }) => eventId !== use.eventId);
  const uses = [...known, use].sort((a, b) => a.at - b.at || (a.eventId < b.eventId ? -1 : 1));
  const found = contradictions(rule, uses, (deviceId) => deviceId);
  const shown = found.length === 0 ? uses : found;
  return {
    id,
    rule,
    key,
    ...WORDS[rule],
    uses: uses as unknown as JsonObject[],
    evidence: shown.map(({ eventId }) => eventId),
    devices: [...new Set(shown.map(({ deviceId }) => deviceId))].sort(),
    at: isoOf(Math.max(...shown.map(({ at }) => at))),
    state: found.length === 0 ? 'none' : 'open',
    visibleTo: [...new Set(shown.map(({ partner }) => partner))].sort(),
  };
}
