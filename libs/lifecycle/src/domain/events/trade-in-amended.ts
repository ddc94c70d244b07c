import { z } from 'zod';
import { defineEvent } from '#kernel';
import { photos } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { money } from '../values/money.js';
import { lineRef, orderRef } from '../values/order.js';
import { phases } from './phases.js';

export const TradeInAmended = defineEvent('TradeInAmended', {
  version: 1,
  summary: 'What arrived is not what was offered; the price changes.',
  phase: phases.TradeInAmended,
  emitters: ['trade-in', 'refurbisher'],
  subject: 'device-or-order',
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
    reasons: 'holder',
    newPrice: 'holder',
    assessedGrade: 'holder',
    proofs: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
    reasons: z
      .array(z.enum(['functional', 'esthetics', 'other']))
      .min(1)
      .max(3)
      .describe('What differs from the declaration'),
    newPrice: money.describe('What is offered now').exactOptional(),
    assessedGrade: grade.describe('Grade as assessed on arrival').exactOptional(),
    proofs: photos.exactOptional(),
  }),
});
export type TradeInAmendedData = z.output<typeof TradeInAmended.data>;
