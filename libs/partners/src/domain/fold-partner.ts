import { type Micros, parseInstant } from '#kernel';
import type { Partner } from './partner.js';
import type { PartnerFact, PartnerFacts } from './partner-facts.js';

/** A partner as its stream tells it. Pure; a fact before `PartnerRegistered` says nothing. */
export function foldPartner(partner: Partner | undefined, fact: PartnerFact): Partner | undefined {
  if (fact.type === 'PartnerRegistered') return registered(fact.data);
  if (partner === undefined) return undefined;
  switch (fact.type) {
    case 'PartnerRolesChanged':
      return { ...partner, roles: fact.data.roles };
    case 'PartnerKeyRotated':
      return partner;
    case 'PartnerSuspended':
      return { ...partner, suspended: true };
    case 'PartnerReactivated':
      return { ...partner, suspended: false };
    case 'DelegationGranted':
      return { ...partner, actsFor: [...partner.actsFor, delegation(fact.data, fact.recordedAt)] };
    case 'DelegationRevoked':
      return { ...partner, actsFor: partner.actsFor.map((one) => revoked(one, fact.data.partnerId, fact.recordedAt)) };
  }
}

type Delegation = Partner['actsFor'][number];

function registered({ partnerId, name, roles, country, timeZone, sites }: PartnerFacts['PartnerRegistered']): Partner {
  const implied = [{ id: 'default', country, timeZone: timeZone ?? 'UTC', default: true }];
  return {
    id: partnerId,
    name,
    roles,
    country,
    sites: sites === undefined || sites.length === 0 ? implied : sites,
    suspended: false,
    actsFor: [],
  };
}

function delegation(data: PartnerFacts['DelegationGranted'], recordedAt: string): Delegation {
  const from = instant(data.from ?? recordedAt);
  return { principal: data.partnerId, from, ...(data.until === undefined ? {} : { until: instant(data.until) }) };
}

/** Ends what is still open; what had ended before stays as it was. */
function revoked(one: Delegation, principal: string, at: string): Delegation {
  const end = instant(at);
  if (one.principal !== principal || (one.until !== undefined && one.until <= end)) return one;
  return { ...one, until: end };
}

const instant = (text: string): Micros => parseInstant(text) ?? 0;
