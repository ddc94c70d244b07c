import { isoOf, type Micros, parseInstant } from '#kernel';
import type { Partner } from '../partner.js';
import type { PartnerFacts } from '../partner-facts.js';
import { type Decide, decided, ofRegistered, refused } from './decision.js';

/** Times for which one partner has let another act for it, ended ones included: each is looked at with every report. */
const GRANTS_MAX = 100;

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
    const { from = isoOf(now), until } = grant;
    if (until !== undefined && Date.parse(until) <= Date.parse(from)) {
      return refused(422, 'The content was refused.', {
        pointer: '/until',
        rule: 'ends-before-it-starts',
        detail: `It would end at ${until} and start at ${from}.`,
        hint: 'Say from when it holds, or leave the end out.',
      });
    }
    const held = delegate.actsFor.filter(({ principal }) => principal === grant.partnerId);
    const bounded = grant.from !== undefined || grant.until !== undefined;
    if (held.some((one) => (bounded ? isSame(one, grant) : isOpen(one, now)))) return decided();
    if (held.length >= GRANTS_MAX) {
      return refused(422, 'The content was refused.', {
        pointer: '/delegateId',
        rule: 'too-many-delegations',
        detail: `${grant.partnerId} has let ${grant.delegateId} act for it ${GRANTS_MAX} times already.`,
        hint: 'Grant it once, without an end, and end it when it is over.',
      });
    }
    return decided({ type: 'DelegationGranted', data: grant });
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

type Delegation = Partner['actsFor'][number];

const isSame = ({ from, until }: Delegation, grant: PartnerFacts['DelegationGranted']): boolean =>
  grant.from !== undefined &&
  from === parseInstant(grant.from) &&
  until === (grant.until === undefined ? undefined : parseInstant(grant.until));

const isOpen = (one: Delegation, now: Micros) => one.from <= now && one.until === undefined;
