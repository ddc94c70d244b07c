import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { lineRef, orderRef } from '../values/order.js';
import { phases } from './phases.js';

export const ReservationReleased = defineEvent('ReservationReleased', {
  version: 1,
  summary: 'A reservation came to nothing.',
  phase: phases.ReservationReleased,
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
export type ReservationReleasedData = z.output<typeof ReservationReleased.data>;
