import { z } from 'zod';
import { defineEvent } from '#kernel';
import { photos } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { healthPercent } from '../values/measure.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const GradeAssigned = defineEvent('GradeAssigned', {
  version: 1,
  summary: 'An inspector gave it a grade under a named scheme.',
  phase: phases.GradeAssigned,
  emitters: ['refurbisher', 'trade-in', 'auditor', 'retailer', 'marketplace', 'diagnostics', 'recycler'],
  possession: true,
  tiers: {
    grade: 'public',
    method: 'holder',
    graderRef: 'auditor',
    marketplaceGrade: 'holder',
    photos: 'holder',
    batteryHealthPercent: 'public',
  },
  data: eventData({
    grade: grade.describe('The grade and what it was given under'),
    method: z.enum(['manual', 'machine']).describe('Who looked: a person or a machine'),
    graderRef: code.describe('Opaque reference of who or what graded').exactOptional(),
    marketplaceGrade: grade.describe('The grade that a marketplace lists it under').exactOptional(),
    photos: photos.exactOptional(),
    batteryHealthPercent: healthPercent.exactOptional(),
  }),
});
export type GradeAssignedData = z.output<typeof GradeAssigned.data>;
