import { isoOf, type JsonObject } from '#kernel';
import type { Finding, Party } from './finding.js';
import type { FindingView } from './finding-view.js';

/** The whole finding, for operators and auditors. */
export function wholeFinding(finding: Finding): JsonObject {
  return shown(finding, finding.parties, (party) => party.events.map(({ id }) => id));
}

/**
 * What a partner sees of a finding that one of its devices is in: its own devices and what it may read of them, of the
 * others only how many there are (CONTRACTS H6). `undefined`: none of its devices is in it.
 */
export function findingSeenBy(finding: Finding, partnerId: string): JsonObject | undefined {
  const own = finding.parties.filter(({ visibleTo }) => visibleTo.includes(partnerId));
  if (own.length === 0) return undefined;
  return shown(finding, own, ({ relatedTo, events }) =>
    events.filter(({ by }) => relatedTo.includes(partnerId) || by.includes(partnerId)).map(({ id }) => id),
  );
}

function shown(finding: Finding, parties: readonly Party[], evidenceOf: (party: Party) => string[]): JsonObject {
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
  };
  return { ...view };
}
