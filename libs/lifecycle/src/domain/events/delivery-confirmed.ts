import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { orderRef } from '../values/order.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const DeliveryConfirmed = defineEvent('DeliveryConfirmed', {
  version: 1,
  summary: 'A carrier brought it, or tried to.',
  phase: phases.DeliveryConfirmed,
  emitters: ['logistics', 'retailer', 'marketplace', 'refurbisher'],
  tiers: {
    outcome: 'holder',
    trackingNumber: 'holder',
    orderRef: 'holder',
    signerRef: 'auditor',
  },
  data: eventData({
    outcome: z
      .enum(['delivered', 'service_point', 'neighbour', 'partial', 'refused'])
      .describe('How the delivery ended'),
    trackingNumber: code.describe("The carrier's number of the parcel").exactOptional(),
    orderRef: orderRef.exactOptional(),
    signerRef: code.describe('Opaque reference of who signed, never a name').exactOptional(),
  }),
});
export type DeliveryConfirmedData = z.output<typeof DeliveryConfirmed.data>;
