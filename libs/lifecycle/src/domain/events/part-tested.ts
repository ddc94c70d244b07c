import { z } from 'zod';
import { defineEvent } from '#kernel';
import { tool } from '../values/diagnosis.js';
import { eventData } from '../values/event-data.js';
import { healthPercent } from '../values/measure.js';
import { partId } from '../values/part.js';
import { phases } from './phases.js';

export const PartTested = defineEvent('PartTested', {
  version: 1,
  summary: 'A part that is in no device was tested.',
  phase: phases.PartTested,
  emitters: ['refurbisher', 'diagnostics', 'recycler'],
  subject: 'part',
  tiers: {
    partId: 'repairer',
    result: 'repairer',
    tool: 'holder',
    batteryHealthPercent: 'holder',
  },
  data: eventData({
    partId,
    result: z.enum(['pass', 'fail']).describe('Whether the part may be used'),
    tool: tool.exactOptional(),
    batteryHealthPercent: healthPercent.exactOptional(),
  }),
});
export type PartTestedData = z.output<typeof PartTested.data>;
