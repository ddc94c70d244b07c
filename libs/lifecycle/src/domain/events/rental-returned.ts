import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const RentalReturned = defineEvent('RentalReturned', {
  version: 1,
  summary: 'What was rented came back.',
  phase: phases.RentalReturned,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'owner'],
  possession: true,
  accepts: true,
  repeatsTime: 'receivedAt',
  tiers: {
    rentalRef: 'holder',
    condition: 'holder',
    receivedAt: 'holder',
  },
  data: eventData({
    rentalRef: reference.describe('Number of the rental'),
    condition: line.describe('Condition on arrival').exactOptional(),
    receivedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type RentalReturnedData = z.output<typeof RentalReturned.data>;
