import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { days } from '../values/measure.js';
import { day, moment } from '../values/moment.js';
import { money } from '../values/money.js';
import { buyerKind, fulfilment } from '../values/order.js';
import { party } from '../values/party.js';
import { country } from '../values/place.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceSoldNew = defineEvent('DeviceSoldNew', {
  version: 1,
  summary: 'It was sold for the first time.',
  phase: phases.DeviceSoldNew,
  emitters: ['retailer', 'marketplace', 'manufacturer'],
  repeatsTime: 'soldAt',
  tiers: {
    saleRef: 'holder',
    country: 'public',
    ownerRef: 'auditor',
    price: 'holder',
    warrantyEnd: 'holder',
    buyerKind: 'holder',
    fulfilment: 'holder',
    returnWindowDays: 'holder',
    soldAt: 'holder',
  },
  data: eventData({
    saleRef: reference.describe("The seller's number of the sale"),
    country,
    ownerRef: party.describe('Who owns it now').exactOptional(),
    price: money.describe('What was asked or paid').exactOptional(),
    warrantyEnd: day.describe('Last day of the warranty').exactOptional(),
    buyerKind: buyerKind.exactOptional(),
    fulfilment: fulfilment.exactOptional(),
    returnWindowDays: days
      .describe('Days after delivery in which the buyer may give it back; absent: 30')
      .exactOptional(),
    soldAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type DeviceSoldNewData = z.output<typeof DeviceSoldNew.data>;
