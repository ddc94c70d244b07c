import { isoOf, type JsonObject, type Micros, type Tier } from '#kernel';
import { tiersInList } from '../domain/visibility/listed.js';
import type { Reader } from '../domain/visibility/sight.js';
import type { Finding, Party } from './finding.js';
import type { FindingView } from './finding-view.js';
import type { Ruling } from './rulings.js';
import type { UseKind } from './use.js';

/** The whole finding, for operators and auditors. */
export function wholeFinding(finding: Finding, ruling?: Ruling): JsonObject {
  return shown(finding, ruling, finding.parties, ({ events }) => events.map(({ id }) => id));
}

/**
 * What a partner sees of a finding that concerns it: its own devices and what it may read of them, of the others only
 * how many there are (CONTRACTS H6). Grants are judged at `at`. `undefined`: it is none of its business.
 */
export function findingSeenBy(finding: Finding, reader: Reader, at: Micros, ruling?: Ruling): JsonObject | undefined {
  const own = finding.parties.filter((party) => concerns(finding.kind, party, reader, at));
  if (own.length === 0) return undefined;
  return shown(finding, ruling, own, (party) => {
    const all = tiersInList(party, reader, at).includes('holder');
    return party.events.filter(({ by }) => all || by.includes(reader.id)).map(({ id }) => id);
  });
}

/** Models are public, part ids are for repairers, the rest is for holders; its own reports for anybody. */
function concerns(kind: UseKind, party: Party, reader: Reader, at: Micros): boolean {
  if (party.events.some(({ by }) => by.includes(reader.id))) return true;
  return tiersInList(party, reader, at).includes(TIER_OF_KIND[kind] ?? 'holder');
}

const TIER_OF_KIND: Partial<Record<UseKind, Tier>> = { tac: 'public', part: 'repairer' };

function shown(
  finding: Finding,
  ruling: Ruling | undefined,
  parties: readonly Party[],
  evidenceOf: (party: Party) => string[],
): JsonObject {
  const { id, kind, rule, severity, explanation, key, at } = finding;
  const devices = [...new Set(parties.map(({ deviceId }) => deviceId))].sort();
  const all = new Set(finding.parties.map(({ deviceId }) => deviceId));
  const view: FindingView = {
    id,
    kind,
    rule,
    severity,
    explanation,
    about: kind === 'part' ? key : key.slice(kind.length + 1),
    at: isoOf(at),
    devices,
    otherDevices: all.size - devices.length,
    evidence: [...new Set(parties.flatMap(evidenceOf))].sort(),
    state: ruling?.resolution ?? 'open',
    resolvedBy: ruling?.by ?? null,
    resolvedAt: ruling?.at ?? null,
  };
  return { ...view };
}
