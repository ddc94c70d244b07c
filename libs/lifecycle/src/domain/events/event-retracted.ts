import { z } from 'zod';
import { defineEvent, ROLES } from '#kernel';
import { eventData } from '../values/event-data.js';
import { target } from '../values/target.js';
import { note } from '../values/text.js';
import { phases } from './phases.js';

/** A whole report of any device and type; it is validated as one when it is recorded. */
const replacement = z
  .looseObject({
    type: z.string().min(1).max(64),
    occurredAt: z.string().min(1).max(40),
    data: z.record(z.string(), z.json()).exactOptional(),
  })
  .describe('The whole report that should have been sent');

export const EventRetracted = defineEvent('EventRetracted', {
  version: 1,
  summary: 'An event is taken back; a retraction may itself be taken back.',
  phase: phases.EventRetracted,
  emitters: ROLES,
  subject: 'none',
  tiers: {
    target: 'holder',
    reason: 'holder',
    replacement: 'auditor',
    note: 'holder',
  },
  data: eventData({
    target,
    reason: z.enum(['did_not_occur', 'incorrect_data']).describe('It never happened, or it was reported wrongly'),
    replacement: replacement.exactOptional(),
    note: note.describe('Why, in free words, of no person').exactOptional(),
  }),
});
export type EventRetractedData = z.output<typeof EventRetracted.data>;
