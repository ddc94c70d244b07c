import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { target } from '../values/target.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const GradeOverridden = defineEvent('GradeOverridden', {
  version: 1,
  summary: 'Another grade stands instead of one.',
  phase: phases.GradeOverridden,
  emitters: ['retailer', 'marketplace', 'auditor', 'refurbisher', 'trade-in'],
  tiers: {
    target: 'holder',
    reason: 'holder',
    newGrade: 'public',
  },
  data: eventData({
    target,
    reason: line.describe('Why'),
    newGrade: grade.describe('The grade that stands instead'),
  }),
});
export type GradeOverriddenData = z.output<typeof GradeOverridden.data>;
