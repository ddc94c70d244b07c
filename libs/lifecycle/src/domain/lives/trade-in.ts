import { partyOf, type RecordedEvent } from '#kernel';
import { openCycle } from '../cycles/outcome.js';
import { raise } from '../findings/raise.js';
import { textOf } from '../set/payload.js';
import type { Axis, Walk } from '../walk/walk.js';
import { closeLife, isOpen, openLife } from './opening.js';

/** Failure case 1: the same device is sold to two programmes before either order is closed. */
function acceptedTradeIn(walk: Walk, event: RecordedEvent): void {
  const orderRef = textOf(event.data, 'orderRef') ?? '';
  const partner = partyOf(event);
  const same = walk.tradeIns.some((open) => open.orderRef === orderRef && open.partner === partner);
  const other = walk.tradeIns.find((open) => open.orderRef !== orderRef || open.partner !== partner);
  if (other !== undefined && !same) {
    raise(walk, event, {
      rule: 'double-trade-in',
      severity: 'high',
      explanation: `The device is in open order ${other.orderRef} of ${other.partner} already. Hold the payment until the two partners have settled whose it is.`,
      with: [other.eventId],
    });
  }
  if (!same) walk.tradeIns.push({ orderRef, partner, eventId: event.id });
  privateResale(walk, event);
}

/** Failure case 25: it comes back from somebody who never bought it, so it changed hands in between. */
function privateResale(walk: Walk, event: RecordedEvent): void {
  const seller = textOf(event.data, 'sellerRef');
  const { life, user } = walk;
  if (seller === undefined || user === undefined || user === seller || life === undefined || !isOpen(life)) return;
  if (!seller.startsWith('consumer:') || !user.startsWith('consumer:')) return;
  closeLife(life, event, 'left_user');
  openLife(walk, event, { kind: 'private_resale', openingInferred: true, inferred: true });
  walk.user = seller;
  raise(walk, event, {
    rule: 'private-resale',
    severity: 'information',
    explanation:
      'One consumer had the device, another one sells it: it changed hands privately at an unknown time. No action is needed.',
  });
}

/** The life goes on, though the device is still away: it is paused until it is back with its user. */
function goOn({ life }: Walk): void {
  if (life?.closedReason !== 'left_user' || life.closedAt === undefined || life.voidedBy !== undefined) return;
  life.pauses.push({ from: life.closedAt });
  delete life.closedAt;
  delete life.closedBy;
  delete life.closedReason;
}

/** Trade-in orders: they bind the seller, they do not end a life (catalogue). */
export const tradeIn: Axis = {
  TradeInAccepted: acceptedTradeIn,
  TradeInCancelled: (walk, event) => {
    const orderRef = textOf(event.data, 'orderRef');
    const index = walk.tradeIns.findIndex((open) => open.orderRef === orderRef);
    if (index >= 0) walk.tradeIns.splice(index, 1);
    if (openCycle(walk) !== undefined) goOn(walk);
  },
};
