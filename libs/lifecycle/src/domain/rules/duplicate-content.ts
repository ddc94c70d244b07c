import { partyOf } from '#kernel';
import { isPlatformRegistration } from '../set/order.js';
import type { StandingRule } from './outcome.js';

/** Failure case 11, CONTRACTS R3: equal content of one partner under two references; the first one counts. */
export const duplicateContent: StandingRule = ({ digests }, event) => {
  if (isPlatformRegistration(event)) return undefined;
  const key = `${partyOf(event)}\n${event.metadata.digest}`;
  const first = digests.get(key);
  if (first === undefined) {
    digests.set(key, event.metadata.reference);
    return undefined;
  }
  return {
    rule: 'duplicate-content',
    explanation: `The same content was reported under reference ${first} already. If it happened twice, ask an operator to release it.`,
  };
};
