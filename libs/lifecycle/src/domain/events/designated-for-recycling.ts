import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { legalStatus } from '../values/legal.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const DesignatedForRecycling = defineEvent('DesignatedForRecycling', {
  version: 1,
  summary: 'It is given up: it goes to recycling.',
  phase: phases.DesignatedForRecycling,
  emitters: ['refurbisher', 'recycler', 'trade-in', 'retailer', 'marketplace', 'owner'],
  tiers: {
    reason: 'holder',
    legalStatus: 'holder',
  },
  data: eventData({
    reason: line.describe('Why'),
    legalStatus: legalStatus.exactOptional(),
  }),
});
export type DesignatedForRecyclingData = z.output<typeof DesignatedForRecycling.data>;
