import { z } from 'zod';
import { defineEvent } from '#kernel';
import { photos } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { massKg } from '../values/mass.js';
import { phases } from './phases.js';

export const DamageReported = defineEvent('DamageReported', {
  version: 1,
  summary: 'It was damaged.',
  phase: phases.DamageReported,
  emitters: 'any',
  tiers: {
    severity: 'holder',
    massKg: 'holder',
    photos: 'holder',
  },
  data: eventData({
    severity: z.enum(['minor', 'major', 'total']).describe('`total`: beyond use'),
    massKg: massKg.exactOptional(),
    photos: photos.exactOptional(),
  }),
});
export type DamageReportedData = z.output<typeof DamageReported.data>;
