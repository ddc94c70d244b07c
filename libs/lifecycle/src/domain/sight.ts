import type { JsonObject, RecordedEvent, Tier } from '#kernel';
import { hasRole, type Partner } from '#partners/domain';
import type { Journey } from './journey.js';
import { declarationOf } from './registry.js';
import { isAboutModel } from './set/models.js';

/**
 * How much of a device somebody sees (CONTRACTS H6): auditors and operators all; who made, held or owned it all but
 * what is for auditors; who only reported on it the public fields and its own events; anybody else nothing.
 */
export type Sight = 'all' | 'related' | 'reported' | 'none';

export function sightOf({ relations, entries }: Journey, partner: Partner): Sight {
  if (hasRole(partner, 'operator', 'auditor')) return 'all';
  const { id } = partner;
  if (relations.made.includes(id) || relations.held.includes(id) || relations.owned.includes(id)) return 'related';
  if (relations.reported.includes(id) || entries.some(({ event }) => isOwn(event, id) && !isAboutModel(event)))
    return 'reported';
  return 'none';
}

export const isOwn = (
  { recordedBy, onBehalfOf }: Pick<RecordedEvent, 'recordedBy' | 'onBehalfOf'>,
  partnerId: string,
) => recordedBy === partnerId || onBehalfOf === partnerId;

const REPAIRERS = ['manufacturer', 'refurbisher', 'recycler'] as const;

/** Tiers of fields that somebody with that sight sees. */
export function tiersOf(sight: Sight, partner: Partner): readonly Tier[] {
  if (sight === 'all') return ['public', 'partner', 'repairer', 'auditor'];
  if (sight !== 'related') return ['public'];
  return hasRole(partner, ...REPAIRERS) ? ['public', 'partner', 'repairer'] : ['public', 'partner'];
}

/** The fields of a payload that these tiers hold; a field that no tier names is for partners. */
export function visibleData({ type, data }: Pick<RecordedEvent, 'type' | 'data'>, tiers: readonly Tier[]): JsonObject {
  if (tiers.includes('auditor')) return data;
  const declared = declarationOf(type)?.tiers ?? {};
  const visible: JsonObject = {};
  for (const [key, value] of Object.entries(data)) if (tiers.includes(declared[key] ?? 'partner')) visible[key] = value;
  return visible;
}
