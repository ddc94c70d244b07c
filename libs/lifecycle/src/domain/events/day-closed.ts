import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { day } from '../values/moment.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const DayClosed = defineEvent('DayClosed', {
  version: 1,
  summary: 'A day is over: what matures by the calendar is judged as of it.',
  phase: phases.DayClosed,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    day: 'holder',
    asOfPosition: 'holder',
  },
  data: eventData({
    day: day.describe('The day that is over, YYYY-MM-DD'),
    asOfPosition: code.describe('Position of the log that it was computed at').exactOptional(),
  }),
});
export type DayClosedData = z.output<typeof DayClosed.data>;
