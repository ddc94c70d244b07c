import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { target } from '../values/target.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const GradeDisputed = defineEvent('GradeDisputed', {
  version: 1,
  summary: 'Somebody doubts a grade; it is stale.',
  phase: phases.GradeDisputed,
  emitters: ['retailer', 'marketplace', 'auditor', 'refurbisher', 'trade-in'],
  tiers: {
    target: 'holder',
    reason: 'holder',
  },
  data: eventData({
    target,
    reason: line.describe('Why'),
  }),
});
export type GradeDisputedData = z.output<typeof GradeDisputed.data>;
