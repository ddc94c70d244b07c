import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const TriageDecided = defineEvent('TriageDecided', {
  version: 1,
  summary: 'It was decided where it goes next; the latest decision holds.',
  phase: phases.TriageDecided,
  emitters: ['refurbisher', 'trade-in', 'recycler', 'owner'],
  tiers: {
    route: 'holder',
    reasonCodes: 'holder',
  },
  data: eventData({
    route: z
      .enum(['refurbish', 'repair', 'resell_as_is', 'harvest', 'recycle', 'return_to_sender'])
      .describe('Where it goes next'),
    reasonCodes: z.array(code).min(1).max(50).describe("Reasons by the partner's list").exactOptional(),
  }),
});
export type TriageDecidedData = z.output<typeof TriageDecided.data>;
