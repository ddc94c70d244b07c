import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { durationMin } from '../values/measure.js';
import { money } from '../values/money.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const RepairPerformed = defineEvent('RepairPerformed', {
  version: 1,
  summary: 'It was repaired, or not.',
  phase: phases.RepairPerformed,
  emitters: ['refurbisher', 'manufacturer', 'retailer', 'marketplace'],
  possession: true,
  tiers: {
    outcome: 'holder',
    faultCodes: 'repairer',
    laborMin: 'holder',
    cost: 'holder',
    symptom: 'repairer',
  },
  data: eventData({
    outcome: z.enum(['fixed', 'not_fixed', 'no_fault']).describe('How the repair ended'),
    faultCodes: z.array(code).min(1).max(50).describe("Faults by the workshop's list").exactOptional(),
    laborMin: durationMin.describe('Working time, minutes').exactOptional(),
    cost: money.describe('What it cost').exactOptional(),
    symptom: line.describe('What was complained of').exactOptional(),
  }),
});
export type RepairPerformedData = z.output<typeof RepairPerformed.data>;
