import type { RecordedEvent } from '#kernel';
import { raise } from '../findings/raise.js';
import { orderSubjectsOf } from '../set/links.js';
import type { Walk } from '../walk/walk.js';

/** Rule 12: two devices were received for one order line; its events stay with the receipt that came first. */
export function orderLineTwice(walk: Walk, event: RecordedEvent): void {
  const { foreign, voids } = walk.history;
  for (const { subject, lineRef } of orderSubjectsOf(event)) {
    const rivals = foreign.filter(
      (other) =>
        voids.voidedBy(other.id) === undefined &&
        orderSubjectsOf(other).some((link) => link.subject === subject && link.lineRef === lineRef),
    );
    if (rivals.length === 0) continue;
    raise(walk, event, {
      rule: 'order-line-twice',
      severity: 'warning',
      explanation: `Another device was received for ${subject} as well. Name the line in both receipts, or correct the order of one.`,
      with: rivals.map(({ id }) => id),
    });
    return;
  }
}
