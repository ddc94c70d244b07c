import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { usageHours } from '../values/measure.js';
import { moment } from '../values/moment.js';
import { phases } from './phases.js';

export const UsePhaseStarted = defineEvent('UsePhaseStarted', {
  version: 1,
  summary: 'Somebody began to use it.',
  phase: phases.UsePhaseStarted,
  emitters: ['retailer', 'marketplace', 'trade-in', 'refurbisher', 'owner', 'manufacturer'],
  repeatsTime: 'startedAt',
  tiers: {
    usageHours: 'holder',
    startedAt: 'holder',
  },
  data: eventData({
    usageHours: usageHours.describe('Reading of the hour counter').exactOptional(),
    startedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type UsePhaseStartedData = z.output<typeof UsePhaseStarted.data>;
