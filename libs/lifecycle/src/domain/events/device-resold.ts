import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { days } from '../values/measure.js';
import { day, moment } from '../values/moment.js';
import { money } from '../values/money.js';
import { buyerKind, fulfilment, lineRef, orderRef } from '../values/order.js';
import { party } from '../values/party.js';
import { country } from '../values/place.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceResold = defineEvent('DeviceResold', {
  version: 1,
  summary: 'It was sold again.',
  phase: phases.DeviceResold,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'trade-in', 'manufacturer', 'owner'],
  repeatsTime: 'soldAt',
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
    channel: 'holder',
    buyerRef: 'auditor',
    grade: 'public',
    country: 'public',
    buyerKind: 'holder',
    fulfilment: 'holder',
    returnWindowDays: 'holder',
    paidAt: 'holder',
    expectedDispatchOn: 'holder',
    price: 'holder',
    warrantyEnd: 'holder',
    soldAt: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
    channel: code.describe('Where it was sold').exactOptional(),
    buyerRef: party.describe('Who owns it now').exactOptional(),
    grade: grade.describe('Grade that it was sold under').exactOptional(),
    country: country.exactOptional(),
    buyerKind: buyerKind.exactOptional(),
    fulfilment: fulfilment.exactOptional(),
    returnWindowDays: days
      .describe('Days after delivery in which the buyer may give it back; absent: 30')
      .exactOptional(),
    paidAt: moment.describe('When it was paid').exactOptional(),
    expectedDispatchOn: day.describe('Day by which it is to be sent').exactOptional(),
    price: money.describe('What was asked or paid').exactOptional(),
    warrantyEnd: day.describe('Last day of the warranty').exactOptional(),
    soldAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type DeviceResoldData = z.output<typeof DeviceResold.data>;
