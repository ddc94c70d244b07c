import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { batchMassKg } from '../values/mass.js';
import { fraction } from '../values/measure.js';
import { code, line, reference, word } from '../values/text.js';
import { phases } from './phases.js';

const output = z
  .strictObject({
    material: word.describe('Such as steel, copper, cobalt or plastics'),
    massKg: batchMassKg.exactOptional(),
    share: fraction.describe('Share of the input by mass, 0 to 1').exactOptional(),
    route: z.enum(['reuse', 'recycling', 'energy_recovery', 'other_recovery', 'incineration', 'landfill']),
  })
  .refine((given) => (given.massKg === undefined) !== (given.share === undefined), {
    error: 'Give `massKg` or `share`, one of the two.',
    params: { rule: 'one-of' },
  });

export const RecyclingCompleted = defineEvent('RecyclingCompleted', {
  version: 1,
  summary: 'Its materials, or those of its batch, were recovered or disposed of.',
  phase: phases.RecyclingCompleted,
  emitters: ['recycler'],
  subject: 'device-or-batch',
  possession: true,
  tiers: {
    outputs: 'repairer',
    batchRef: 'holder',
    massBasis: 'holder',
    facilityRef: 'holder',
    process: 'holder',
    certRef: 'holder',
    efficiency: 'holder',
    hazardous: 'holder',
    onSite: 'holder',
  },
  data: eventData({
    outputs: z.array(output).min(1).max(100).describe('What came out, by material and route'),
    batchRef: reference.describe('The batch that it was put into').exactOptional(),
    massBasis: z.enum(['measured', 'allocated']).describe('Whether masses were weighed or shared out').exactOptional(),
    facilityRef: code.describe('Where it was done').exactOptional(),
    process: line.describe('How it was done').exactOptional(),
    certRef: reference.describe('Number of the certificate').exactOptional(),
    efficiency: fraction.describe('Share of the input that was recovered, 0 to 1').exactOptional(),
    hazardous: z.boolean().describe('Hazardous fractions are among the outputs').exactOptional(),
    onSite: z.boolean().describe('Done at the reporting site').exactOptional(),
  }),
});
export type RecyclingCompletedData = z.output<typeof RecyclingCompleted.data>;
