import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { lineRef, orderRef } from '../values/order.js';
import { phases } from './phases.js';

export const DeviceReserved = defineEvent('DeviceReserved', {
  version: 1,
  summary: 'A buyer has it reserved.',
  phase: phases.DeviceReserved,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'trade-in'],
  tiers: {
    orderRef: 'holder',
    lineRef: 'holder',
  },
  data: eventData({
    orderRef,
    lineRef: lineRef.exactOptional(),
  }),
});
export type DeviceReservedData = z.output<typeof DeviceReserved.data>;
