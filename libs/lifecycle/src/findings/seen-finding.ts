import { isoOf, type JsonObject } from '#kernel';
import type { Partner } from '#partners/domain';
import { tiersOf } from '../domain/sight.js';
import type { Finding, Party } from './finding.js';
import type { FindingView } from './finding-view.js';
import type { UseKind } from './use.js';

/** The whole finding, for operators and auditors. */
export function wholeFinding(finding: Finding): JsonObject {
  return shown(finding, finding.parties, ({ events }) => events.map(({ id }) => id));
}

/**
 * What a partner sees of a finding that concerns it: its own devices and what it may read of them, of the others only
 * how many there are (CONTRACTS H6). `undefined`: it is none of its business.
 */
export function findingSeenBy(finding: Finding, partner: Partner): JsonObject | undefined {
  const own = finding.parties.filter((party) => concerns(finding.kind, party, partner));
  if (own.length === 0) return undefined;
  return shown(finding, own, ({ relatedTo, events }) =>
    events.filter(({ by }) => relatedTo.includes(partner.id) || by.includes(partner.id)).map(({ id }) => id),
  );
}

/** Models are public, part ids are for repairers, the rest for those who had the device; its own reports for anybody. */
function concerns(kind: UseKind, { events, relatedTo, visibleTo }: Party, partner: Partner): boolean {
  if (events.some(({ by }) => by.includes(partner.id))) return true;
  if (kind === 'tac') return visibleTo.includes(partner.id);
  return relatedTo.includes(partner.id) && (kind !== 'part' || tiersOf('related', partner).includes('repairer'));
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
