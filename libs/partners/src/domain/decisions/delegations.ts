import type { Micros } from '#kernel';
import type { PartnerFacts } from '../partner-facts.js';
import { type Decide, decided, ofRegistered, refused } from './decision.js';

/** Decided in the delegate's stream: it is the delegate whose rights change. */
export const grantDelegation = (grant: PartnerFacts['DelegationGranted'], now: Micros): Decide =>
  ofRegistered(grant.delegateId, (delegate) => {
    if (grant.partnerId === grant.delegateId) {
      return refused(422, 'The content was refused.', {
        pointer: '/delegateId',
        rule: 'delegate-is-principal',
        detail: 'A partner acts for itself without a delegation.',
      });
    }
    const open = delegate.actsFor.some((one) => one.principal === grant.partnerId && isOpen(one, now));
    const bounded = grant.from !== undefined || grant.until !== undefined;
    return open && !bounded ? decided() : decided({ type: 'DelegationGranted', data: grant });
  });

export const revokeDelegation = (principal: string, delegateId: string, now: Micros): Decide =>
  ofRegistered(delegateId, (delegate) => {
    const held = delegate.actsFor.filter((one) => one.principal === principal);
    if (held.length === 0) {
      return refused(404, 'There is no such delegation.', {
        rule: 'delegation-unknown',
        detail: `${delegateId} was never granted to act for ${principal}.`,
      });
    }
    if (!held.some((one) => one.until === undefined || one.until > now)) return decided();
    return decided({ type: 'DelegationRevoked', data: { partnerId: principal, delegateId } });
  });

const isOpen = (one: { from: Micros; until?: Micros }, now: Micros) => one.from <= now && one.until === undefined;
