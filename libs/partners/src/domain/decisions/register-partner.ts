import { canonicalJson } from '#kernel';
import type { PartnerFacts } from '../partner-facts.js';
import { type Decide, decided, refused } from './decision.js';

export type Registration = PartnerFacts['PartnerRegistered'];

/** The same registration again changes nothing; another one under the same id is a conflict. */
export const registerPartner =
  (registration: Registration): Decide =>
  (history) => {
    const before = history.find((fact) => fact.type === 'PartnerRegistered');
    if (before === undefined) return decided({ type: 'PartnerRegistered', data: registration });
    if (canonicalJson(before.data) === canonicalJson(registration)) return decided();
    return refused(409, 'The partner is registered otherwise.', {
      pointer: '/id',
      rule: 'partner-registered-otherwise',
      detail: `${registration.partnerId} is registered with other content.`,
      hint: 'Change its roles with PUT /v1/partners/{id}/roles, or choose another id.',
    });
  };
