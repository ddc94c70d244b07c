import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { usageHours } from '../values/measure.js';
import { phases } from './phases.js';

export const UsePhaseEnded = defineEvent('UsePhaseEnded', {
  version: 1,
  summary: 'Its user stopped using it.',
  phase: phases.UsePhaseEnded,
  emitters: ['retailer', 'marketplace', 'trade-in', 'refurbisher', 'owner', 'manufacturer'],
  tiers: {
    usageHours: 'holder',
  },
  data: eventData({
    usageHours: usageHours.describe('Hours of use').exactOptional(),
  }),
});
export type UsePhaseEndedData = z.output<typeof UsePhaseEnded.data>;
