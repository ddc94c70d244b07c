import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { energyKWh, waterL } from '../values/measure.js';
import { level } from '../values/order.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const RefurbishmentCompleted = defineEvent('RefurbishmentCompleted', {
  version: 1,
  summary: 'Refurbishment ended.',
  phase: phases.RefurbishmentCompleted,
  emitters: ['refurbisher', 'manufacturer'],
  possession: true,
  tiers: {
    outcome: 'public',
    level: 'public',
    workOrder: 'holder',
    energyKWh: 'holder',
    renewableEnergyKWh: 'holder',
    waterL: 'holder',
  },
  data: eventData({
    outcome: z.enum(['pass', 'fail', 'ber']).describe('`ber`: beyond economic repair'),
    level: level.exactOptional(),
    workOrder: reference.describe("The workshop's number of the job").exactOptional(),
    energyKWh: energyKWh.describe('Energy that the work took, kilowatt hours').exactOptional(),
    renewableEnergyKWh: energyKWh.describe('Of that, renewable, kilowatt hours').exactOptional(),
    waterL: waterL.describe('Water that the work took, litres').exactOptional(),
  }).refine(({ energyKWh: all, renewableEnergyKWh: renewable }) => all === undefined || (renewable ?? 0) <= all, {
    error: 'The renewable energy is a part of `energyKWh`.',
    path: ['renewableEnergyKWh'],
    params: { rule: 'out-of-range' },
  }),
});
export type RefurbishmentCompletedData = z.output<typeof RefurbishmentCompleted.data>;
