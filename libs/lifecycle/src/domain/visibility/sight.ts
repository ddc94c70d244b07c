import { type Micros, type RecordedEvent, TIERS, type Tier } from '#kernel';
import { hasRole, type Partner } from '#partners/domain';
import type { Journey } from '../journey.js';
import { isAboutModel } from '../set/models.js';
import type { Grant } from './grant.js';

/** Who asks, as far as it decides what they see. */
export type Reader = Pick<Partner, 'id' | 'roles'>;

/** How much of a device somebody sees (CONTRACTS H6). */
export interface Sight {
  /** Events whose fields of these tiers are seen; one's own are seen whole. */
  events: 'all' | 'own' | 'none';
  tiers: readonly Tier[];
}

const WHOLE: Sight = { events: 'all', tiers: TIERS };
const REPORTED: Sight = { events: 'own', tiers: ['public'] };
const NONE: Sight = { events: 'none', tiers: [] };
const HOLDER: readonly Tier[] = ['public', 'holder'];
const REPAIRER: readonly Tier[] = ['public', 'holder', 'repairer'];

/**
 * Auditors and operators see all; who made, held or owned it, or was granted sight by one that did, all but what is for
 * auditors; who only reported on it the public fields and its own events; anybody else nothing. Grants are judged at `at`.
 */
export function sightOf(journey: Journey, reader: Reader, at: Micros): Sight {
  if (seesAll(reader)) return WHOLE;
  const { id } = reader;
  if (isRelated(journey, id)) return { events: 'all', tiers: tiersOfRelated(reader) };
  const granted = grantedTiers(grantsTo(journey, id, at), reader);
  if (granted !== undefined) return { events: 'all', tiers: granted };
  return hasReported(journey, id) ? REPORTED : NONE;
}

export const seesAll = (reader: Reader): boolean => hasRole(reader, 'operator', 'auditor');

export const isRelated = ({ relations: { made, held, owned } }: Journey, partnerId: string): boolean =>
  made.includes(partnerId) || held.includes(partnerId) || owned.includes(partnerId);

const hasReported = ({ relations, entries }: Journey, partnerId: string): boolean =>
  relations.reported.includes(partnerId) ||
  entries.some(({ event }) => isOwn(event, partnerId) && !isAboutModel(event));

export const isOwn = (
  { recordedBy, onBehalfOf }: Pick<RecordedEvent, 'recordedBy' | 'onBehalfOf'>,
  partnerId: string,
): boolean => recordedBy === partnerId || onBehalfOf === partnerId;

const REPAIRERS = ['manufacturer', 'refurbisher', 'recycler'] as const;

/** Tiers of those who had the device: parts and faults are for those who work on devices. */
export const tiersOfRelated = (reader: Reader): readonly Tier[] => (hasRole(reader, ...REPAIRERS) ? REPAIRER : HOLDER);

/** Grants to that partner that hold at that time: neither expired nor revoked. */
export const grantsTo = ({ grants }: Journey, partnerId: string, at: Micros): Grant[] =>
  grants.filter((grant) => grant.partner === partnerId && holdsAt(grant, at));

export const holdsAt = ({ from, until }: Pick<Grant, 'from' | 'until'>, at: Micros): boolean =>
  from <= at && (until === undefined || at < until);

/** It can hold at some time to come. */
export const isOpen = ({ from, until, revokedBy }: Grant): boolean =>
  revokedBy === undefined && (until === undefined || from < until);

/**
 * What grants that hold open, the widest of them; `undefined` without any. A grant opens a device, it gives nobody a
 * role: no tier that the partner would not see of a device of its own.
 */
export function grantedTiers(grants: readonly Pick<Grant, 'tier'>[], reader: Reader): readonly Tier[] | undefined {
  if (grants.length === 0) return undefined;
  const widest = Math.max(...grants.map(({ tier }) => TIERS.indexOf(tier)));
  return tiersOfRelated(reader).filter((tier) => TIERS.indexOf(tier) <= widest);
}
