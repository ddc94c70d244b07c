import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { mediumId } from '../values/medium.js';
import { moment } from '../values/moment.js';
import { phases } from './phases.js';

export const ErasureStarted = defineEvent('ErasureStarted', {
  version: 1,
  summary: 'Erasing its data began.',
  phase: phases.ErasureStarted,
  emitters: ['erasure', 'refurbisher', 'trade-in', 'recycler'],
  possession: true,
  repeatsTime: 'startedAt',
  tiers: {
    mediumId: 'holder',
    startedAt: 'holder',
  },
  data: eventData({
    mediumId: mediumId.exactOptional(),
    startedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type ErasureStartedData = z.output<typeof ErasureStarted.data>;
