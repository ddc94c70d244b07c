import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { note } from '../values/text.js';
import { phases } from './phases.js';

export const HoldPlaced = defineEvent('HoldPlaced', {
  version: 1,
  summary: 'Work on it stops until something is there or decided.',
  phase: phases.HoldPlaced,
  emitters: 'any',
  tiers: {
    reason: 'holder',
    note: 'holder',
  },
  data: eventData({
    reason: z
      .enum(['awaiting_parts', 'awaiting_unlock', 'awaiting_customer', 'legal', 'quality'])
      .describe('What it waits for'),
    note: note.describe('Why, in free words, of no person').exactOptional(),
  }),
});
export type HoldPlacedData = z.output<typeof HoldPlaced.data>;
