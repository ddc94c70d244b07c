import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const RecallResolved = defineEvent('RecallResolved', {
  version: 1,
  summary: 'A recalled device was dealt with.',
  phase: phases.RecallResolved,
  emitters: ['manufacturer', 'operator', 'refurbisher', 'retailer', 'marketplace'],
  tiers: {
    action: 'holder',
    recallRef: 'holder',
    severity: 'holder',
  },
  data: eventData({
    action: line.describe('What was done'),
    recallRef: reference.describe('The recall that it answers').exactOptional(),
    severity: z.enum(['low', 'medium', 'high', 'critical']).describe('How urgent it is').exactOptional(),
  }),
});
export type RecallResolvedData = z.output<typeof RecallResolved.data>;
