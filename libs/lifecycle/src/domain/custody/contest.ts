import type { RecordedEvent, Severity } from '#kernel';
import { raise } from '../findings/raise.js';
import type { Party } from '../journey.js';
import { spoken } from '../visibility/pseudonyms.js';
import type { Walk } from '../walk/walk.js';

/**
 * Two parties say that they have the device: never the last writer, until evidence decides (catalogue, rule 5). Until
 * then the claim opens nothing to the claimant that a report of anybody would not (CONTRACTS H6).
 */
export function contest(walk: Walk, event: RecordedEvent, claimant: Party, rival: Party): void {
  const { journey } = walk;
  const before = journey.custody.state === 'contested' ? journey.custody.parties : [rival];
  const since = journey.custody.state === 'contested' ? journey.custody.since : event.metadata.instant;
  const parties = [...new Set([...before, claimant])].sort();
  journey.custody = { state: 'contested', parties, since };
  raise(walk, event, {
    rule: 'custody-contested',
    severity: 'high',
    explanation: `${parties.map(spoken).join(' and ')} each say that they have the device. The missing hand-over, a correction or a ruling on the dispute settles it.`,
    about: claimant,
  });
}

/** A leg that must have happened and that nobody reported. */
export function gap(walk: Walk, event: RecordedEvent, from: Party, to: Party, severity: Severity): void {
  walk.journey.gaps.push({ from, to, evidence: [event.id], at: event.metadata.instant });
  raise(walk, event, {
    rule: 'custody-gap',
    severity,
    explanation: `No report says how the device came from ${spoken(from)} to ${spoken(to)}. Ask ${spoken(from)} for its release or ${spoken(to)} for its receipt.`,
    about: `${from} ${to}`,
  });
}
