import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { claimSameLine, orderLinesOf } from '../set/links.js';
import type { Walk } from '../walk/walk.js';

/** Rule 12: two devices were received for one order line; its events stay with the receipt that came first. */
export function orderLineTwice(walk: Walk, event: RecordedEvent): void {
  const { foreign, voids } = walk.history;
  const rivals = foreign.filter((other) => voids.voidedBy(other.id) === undefined && claimSameLine(event, other));
  if (rivals.length === 0) return;
  raise(walk, event, {
    rule: 'order-line-twice',
    severity: 'warning',
    explanation: `Another device was received for ${orderLinesOf(event)[0]} as well. Name the line in both receipts, or correct the order of one.`,
    with: rivals.map(({ id }) => id).sort(),
  });
}
