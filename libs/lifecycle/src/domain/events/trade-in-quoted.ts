import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { money } from '../values/money.js';
import { lineRef, orderRef } from '../values/order.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

const answer = z.strictObject({ question: code, answer: line });

export const TradeInQuoted = defineEvent('TradeInQuoted', {
  version: 1,
  summary: 'A price was offered for it.',
  phase: phases.TradeInQuoted,
  emitters: ['trade-in', 'retailer', 'marketplace'],
  subject: 'device-or-order',
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
    declaredGrade: 'holder',
    price: 'holder',
    questionnaire: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
    declaredGrade: grade.describe('Grade that the seller declares').exactOptional(),
    price: money.describe('What was asked or paid').exactOptional(),
    questionnaire: z.array(answer).max(100).describe('What the seller answered').exactOptional(),
  }),
});
export type TradeInQuotedData = z.output<typeof TradeInQuoted.data>;
