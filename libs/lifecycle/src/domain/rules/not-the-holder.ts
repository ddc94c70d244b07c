import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { hasRole, isPartner, senderOf, type Walk } from '../walk/walk.js';

/** Rows whose roles say "holder" or "owner" (catalogue): untrue in the fold, they are odd, never refused. */
export function notTheHolder(walk: Walk, event: RecordedEvent): void {
  const self = senderOf(event);
  const { custody, ownership } = walk.journey;
  if (custody.state !== 'held' || custody.party === self || !isPartner(custody.party)) return;
  if (hasRole(event, 'operator') === true || event.confidence === 'asserted') return;
  if (event.type === 'DeviceWrittenOff' && 'party' in ownership && ownership.party === self) return;
  raise(walk, event, {
    rule: 'not-the-holder',
    severity: 'warning',
    explanation: `${custody.party} has the device as far as is known, not the sender. Report the missing hand-over, or retract this.`,
  });
}
