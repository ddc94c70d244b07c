import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { massKg } from '../values/mass.js';
import { parts } from '../values/part.js';
import { phases } from './phases.js';

export const DeviceDismantled = defineEvent('DeviceDismantled', {
  version: 1,
  summary: 'It was taken apart for its parts.',
  phase: phases.DeviceDismantled,
  emitters: ['refurbisher', 'recycler'],
  possession: true,
  tiers: {
    parts: 'repairer',
    residualMassKg: 'holder',
  },
  data: eventData({
    parts: parts.describe('What was taken out').exactOptional(),
    residualMassKg: massKg.describe('Mass of what is left, kilograms').exactOptional(),
  }),
});
export type DeviceDismantledData = z.output<typeof DeviceDismantled.data>;
