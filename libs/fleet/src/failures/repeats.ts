import { addressesOf } from '../device.js';
import { RETAILERS, TRADE_IN } from '../partners.js';
import type { Inject } from './failure-case.js';
import { minutes, otherThan } from './telling.js';

/** Sold to two trade-in programmes at once. */
export const doubleTradeIn: Inject = (telling) => {
  const accepted = telling.find('TradeInAccepted');
  if (accepted === undefined) return undefined;
  const other = otherThan(accepted.partner, [...TRADE_IN, RETAILERS[2]]);
  const data = {
    orderRef: `${telling.fleet}-second-${telling.device.index}`,
    price: { amountMinor: 12_000, currency: 'EUR' },
    sellerRef: String(accepted.report.data?.sellerRef ?? 'unknown'),
  };
  const device = addressesOf(telling.device, 'all');
  return telling.adding(telling.make(other, 'TradeInAccepted', data, accepted.sentAt + minutes(400), { device }));
};

/** The same report again; the same content under another reference; another content under the same reference. */
export const duplicates: Inject = (telling) => {
  const graded = telling.find('GradeAssigned');
  if (graded === undefined) return undefined;
  const again = { ...telling.altered(graded, {}), sentAt: graded.sentAt + minutes(20) };
  const renamed = telling.reference(again, 'again');
  const contradicting = telling.withData(again, { graderRef: 'grader-99' });
  return telling.adding(again, renamed, contradicting);
};

/** A whole stretch of reports is delivered twice, as after a lost acknowledgement. */
export const redelivery: Inject = (telling) => {
  const stretch = telling.honest.slice(-5);
  const at = (stretch.at(-1)?.sentAt ?? 0) + minutes(5);
  return telling.adding(...stretch.map((delivery) => ({ ...telling.altered(delivery, {}), sentAt: at })));
};
