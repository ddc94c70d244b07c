import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { party } from '../values/party.js';
import { code, reference } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceRented = defineEvent('DeviceRented', {
  version: 1,
  summary: 'It was rented out; its owner stays.',
  phase: phases.DeviceRented,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'owner'],
  tiers: {
    rentalRef: 'holder',
    toRef: 'auditor',
    term: 'holder',
  },
  data: eventData({
    rentalRef: reference.describe('Number of the rental'),
    toRef: party.describe('Who uses it'),
    term: code.describe('Length of the rental as an ISO 8601 duration, such as P24M').exactOptional(),
  }),
});
export type DeviceRentedData = z.output<typeof DeviceRented.data>;
