import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { moment } from '../values/moment.js';
import { lineRef, orderRef } from '../values/order.js';
import { phases } from './phases.js';

export const TradeInSettled = defineEvent('TradeInSettled', {
  version: 1,
  summary: 'The seller was paid; the trade-in partner owns it.',
  phase: phases.TradeInSettled,
  emitters: ['trade-in', 'retailer', 'marketplace'],
  subject: 'device-or-order',
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
    paidAt: 'holder',
    assessedGrade: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
    paidAt: moment.describe('When it was paid').exactOptional(),
    assessedGrade: grade.describe('Grade that was paid for').exactOptional(),
  }),
});
export type TradeInSettledData = z.output<typeof TradeInSettled.data>;
