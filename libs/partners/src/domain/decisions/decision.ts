import type { Refusal } from '#kernel';
import { foldPartner } from '../fold-partner.js';
import type { Partner } from '../partner.js';
import type { PartnerFact, PartnerFacts } from '../partner-facts.js';

export type NewFact = { [Type in keyof PartnerFacts]: { type: Type; data: PartnerFacts[Type] } }[keyof PartnerFacts];

/** Facts to append (none: already so, hence safe to repeat), or why not. */
export type Decision = { outcome: 'decided'; facts: NewFact[] } | Refusal;

/** What a partner's stream tells so far, oldest first. */
export type History = readonly PartnerFact[];

export type Decide = (history: History) => Decision;

export const partnerAfter = (history: History): Partner | undefined =>
  history.reduce<Partner | undefined>(foldPartner, undefined);

export const decided = (...facts: NewFact[]): Decision => ({ outcome: 'decided', facts });

export function refused(
  status: Refusal['status'],
  title: string,
  failure: { rule: string; detail: string; pointer?: string; hint?: string },
): Refusal {
  return { outcome: 'refused', status, title, errors: [{ pointer: '', ...failure }] };
}

/** Decides about a partner that must be there. */
export const ofRegistered =
  (partnerId: string, decide: (partner: Partner) => Decision): Decide =>
  (history) => {
    const partner = partnerAfter(history);
    return partner === undefined ? unknownPartner(partnerId) : decide(partner);
  };

export const unknownPartner = (partnerId: string): Refusal =>
  refused(404, 'There is no such partner.', {
    rule: 'partner-unknown',
    detail: `No partner ${partnerId} is registered.`,
    hint: 'GET /v1/partners lists them.',
  });
