import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { money } from '../values/money.js';
import { lineRef, orderRef } from '../values/order.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const SaleRefunded = defineEvent('SaleRefunded', {
  version: 1,
  summary: 'A buyer got money back.',
  phase: phases.SaleRefunded,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'trade-in', 'manufacturer'],
  tiers: {
    orderRef: 'holder',
    reason: 'holder',
    lineRef: 'holder',
    goodsKept: 'holder',
    amount: 'holder',
  },
  data: eventData({
    orderRef,
    reason: line.describe('Why'),
    lineRef: lineRef.exactOptional(),
    goodsKept: z.boolean().describe('The buyer keeps it').exactOptional(),
    amount: money.describe('What was paid back').exactOptional(),
  }),
});
export type SaleRefundedData = z.output<typeof SaleRefunded.data>;
