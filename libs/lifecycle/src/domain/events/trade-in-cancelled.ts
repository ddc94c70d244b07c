import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { lineRef, orderRef } from '../values/order.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const TradeInCancelled = defineEvent('TradeInCancelled', {
  version: 1,
  summary: 'The trade-in came to nothing; ownership goes back.',
  phase: phases.TradeInCancelled,
  emitters: ['trade-in', 'retailer', 'marketplace'],
  subject: 'device-or-order',
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
    reason: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
    reason: line.describe('Why').exactOptional(),
  }),
});
export type TradeInCancelledData = z.output<typeof TradeInCancelled.data>;
