import type { Micros } from '#kernel';
import type { Journey } from '../journey.js';
import { grantsTo } from './sight.js';

/** Why somebody sees a device (CONTRACTS H6). Auditors and operators see it by their role. */
export const RELATIONS = ['made', 'held', 'owned', 'granted', 'reported'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface Member {
  partnerId: string;
  relations: Relation[];
}

/** The partners that see something of a device at that time and why, in the order of their ids. */
export function audienceOf(journey: Journey, at: Micros): Member[] {
  const granted = journey.grants.map(({ partner }) => partner).filter((id) => grantsTo(journey, id, at).length > 0);
  const by: Record<Relation, readonly string[]> = { ...journey.relations, granted };
  const members = new Map<string, Relation[]>();
  for (const relation of RELATIONS) {
    for (const partnerId of new Set(by[relation])) {
      members.set(partnerId, [...(members.get(partnerId) ?? []), relation]);
    }
  }
  return [...members].map(([partnerId, relations]) => ({ partnerId, relations })).sort(byPartner);
}

const byPartner = (a: Member, b: Member): number => (a.partnerId < b.partnerId ? -1 : 1);
