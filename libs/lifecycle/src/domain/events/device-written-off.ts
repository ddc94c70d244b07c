import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceWrittenOff = defineEvent('DeviceWrittenOff', {
  version: 1,
  summary: 'Its holder or owner gives it up for lost.',
  phase: phases.DeviceWrittenOff,
  emitters: 'any',
  tiers: {
    reason: 'holder',
    claimRef: 'holder',
  },
  data: eventData({
    reason: z.enum(['lost', 'stolen', 'insurance']).describe('Why it is given up'),
    claimRef: reference.describe('Number of the claim').exactOptional(),
  }),
});
export type DeviceWrittenOffData = z.output<typeof DeviceWrittenOff.data>;
