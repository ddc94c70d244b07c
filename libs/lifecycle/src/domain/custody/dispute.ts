import type { RecordedEvent } from '#kernel';
import type { Party } from '../journey.js';
import { textOf } from '../set/payload.js';
import { hasRole, senderOf, type Walk } from '../walk/walk.js';
import { hold } from './holding.js';

const agreements = new WeakMap<Walk, Map<Party, Party>>();

/** A ruling by an operator or auditor ends a contest; a claimant's word does once both named the same holder. */
export function disputeResolved(walk: Walk, event: RecordedEvent): void {
  const holder = textOf(event.data, 'holder');
  const { custody } = walk.journey;
  if (holder === undefined || custody.state !== 'contested') return;
  const self = senderOf(event);
  const rules = hasRole(event, 'operator', 'auditor') ?? !custody.parties.includes(self);
  if (rules || allAgree(walk, self, holder, custody.parties)) {
    agreements.delete(walk);
    hold(walk, event, holder);
  }
}

function allAgree(walk: Walk, self: Party, holder: Party, parties: readonly Party[]): boolean {
  const named = agreements.get(walk) ?? new Map<Party, Party>();
  agreements.set(walk, named);
  named.set(self, holder);
  return parties.every((party) => named.get(party) === holder);
}
