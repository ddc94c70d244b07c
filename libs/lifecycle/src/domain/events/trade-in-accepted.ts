import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { money } from '../values/money.js';
import { lineRef, orderRef } from '../values/order.js';
import { party } from '../values/party.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const TradeInAccepted = defineEvent('TradeInAccepted', {
  version: 1,
  summary: 'Its user agreed to sell it; ownership is pending.',
  phase: phases.TradeInAccepted,
  emitters: ['trade-in', 'retailer', 'marketplace'],
  subject: 'device-or-order',
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
    sellerRef: 'auditor',
    price: 'holder',
    declaredGrade: 'holder',
    transferCertificateRef: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
    sellerRef: party.describe('Who sells it').exactOptional(),
    price: money.describe('What was asked or paid').exactOptional(),
    declaredGrade: grade.describe('Grade that the seller declares').exactOptional(),
    transferCertificateRef: reference.describe('Number of the transfer certificate').exactOptional(),
  }),
});
export type TradeInAcceptedData = z.output<typeof TradeInAccepted.data>;
