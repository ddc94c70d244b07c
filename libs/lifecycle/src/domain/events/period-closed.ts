import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { period } from '../values/moment.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const PeriodClosed = defineEvent('PeriodClosed', {
  version: 1,
  summary: 'The figures of a period are final; later changes are restatements.',
  phase: phases.PeriodClosed,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    period: 'holder',
    asOfPosition: 'holder',
  },
  data: eventData({
    period: period.describe('YYYY, YYYY-MM or YYYY-Qn'),
    asOfPosition: code.describe('Position of the log that it was computed at').exactOptional(),
  }),
});
export type PeriodClosedData = z.output<typeof PeriodClosed.data>;
