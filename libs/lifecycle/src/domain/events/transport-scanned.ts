import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { distanceKm } from '../values/measure.js';
import { country } from '../values/place.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const TransportScanned = defineEvent('TransportScanned', {
  version: 1,
  summary: 'A carrier saw it on its way.',
  phase: phases.TransportScanned,
  emitters: ['logistics', 'refurbisher', 'retailer', 'marketplace', 'trade-in'],
  tiers: {
    statusCode: 'holder',
    trackingNumber: 'holder',
    detailCode: 'holder',
    city: 'holder',
    country: 'holder',
    mode: 'holder',
    distanceKm: 'holder',
  },
  data: eventData({
    statusCode: code.describe('Status as the carrier reports it, such as AC, IT or EX'),
    trackingNumber: code.describe("The carrier's number of the parcel").exactOptional(),
    detailCode: code.describe('Detail of the status, such as COLLECTION_MADE').exactOptional(),
    city: line.describe('Place of the scan').exactOptional(),
    country: country.exactOptional(),
    mode: z.enum(['road', 'rail', 'air', 'sea', 'inland_water']).describe('How it travelled').exactOptional(),
    distanceKm: distanceKm.describe('Distance since the scan before, kilometres').exactOptional(),
  }),
});
export type TransportScannedData = z.output<typeof TransportScanned.data>;
