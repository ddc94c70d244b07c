import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { sha256 } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { eventId } from '../values/target.js';
import { note } from '../values/text.js';
import { phases } from './phases.js';

export const EventReleased = defineEvent('EventReleased', {
  version: 1,
  summary: 'An event that a rule set aside counts.',
  phase: phases.EventReleased,
  emitters: ['operator', 'auditor'],
  subject: 'none',
  tiers: {
    eventId: 'holder',
    note: 'holder',
    evidence: 'holder',
  },
  data: eventData({
    eventId,
    note: note.describe('Why, in free words, of no person'),
    evidence: sha256.exactOptional(),
  }),
});
export type EventReleasedData = z.output<typeof EventReleased.data>;
