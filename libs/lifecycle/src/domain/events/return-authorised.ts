import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { lineRef, orderRef } from '../values/order.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const ReturnAuthorised = defineEvent('ReturnAuthorised', {
  version: 1,
  summary: 'A buyer may send it back; this time decides whether it was in the window.',
  phase: phases.ReturnAuthorised,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'trade-in'],
  tiers: {
    orderRef: 'holder',
    reasonCode: 'holder',
    lineRef: 'holder',
    reasonScheme: 'holder',
    resolution: 'holder',
  },
  data: eventData({
    orderRef,
    reasonCode: code.describe('Reason by `reasonScheme`'),
    lineRef: lineRef.exactOptional(),
    reasonScheme: code.describe('List that the reason is from').exactOptional(),
    resolution: z.enum(['refund', 'replace', 'repair', 'rejected']).describe('What the buyer gets').exactOptional(),
  }),
});
export type ReturnAuthorisedData = z.output<typeof ReturnAuthorised.data>;
