import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { lineRef, orderRef } from '../values/order.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const SaleCancelled = defineEvent('SaleCancelled', {
  version: 1,
  summary: 'A sale came to nothing before it reached its buyer.',
  phase: phases.SaleCancelled,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'trade-in', 'manufacturer'],
  tiers: {
    orderRef: 'holder',
    reason: 'holder',
    lineRef: 'holder',
  },
  data: eventData({
    orderRef,
    reason: line.describe('Why'),
    lineRef: lineRef.exactOptional(),
  }),
});
export type SaleCancelledData = z.output<typeof SaleCancelled.data>;
