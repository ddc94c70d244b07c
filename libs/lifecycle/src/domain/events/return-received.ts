import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { identifiers } from '../values/identifier.js';
import { moment } from '../values/moment.js';
import { lineRef, orderRef } from '../values/order.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const ReturnReceived = defineEvent('ReturnReceived', {
  version: 1,
  summary: 'What was sold came back.',
  phase: phases.ReturnReceived,
  emitters: ['refurbisher', 'retailer', 'marketplace', 'manufacturer', 'trade-in'],
  possession: true,
  accepts: true,
  repeatsTime: 'receivedAt',
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
    identifiersObserved: 'holder',
    resolution: 'holder',
    condition: 'holder',
    receivedAt: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
    identifiersObserved: identifiers
      .describe('What its labels and screens show; compared, never assigned')
      .exactOptional(),
    resolution: z.enum(['refund', 'replace', 'repair', 'rejected']).describe('What the buyer gets').exactOptional(),
    condition: line.describe('Condition on arrival').exactOptional(),
    receivedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type ReturnReceivedData = z.output<typeof ReturnReceived.data>;
