import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { batchMassKg, massKg } from '../values/mass.js';
import { moment } from '../values/moment.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const RecyclingReceived = defineEvent('RecyclingReceived', {
  version: 1,
  summary: 'A recycler has it, or a whole batch, as its input.',
  phase: phases.RecyclingReceived,
  emitters: ['recycler'],
  subject: 'device-or-batch',
  possession: true,
  accepts: true,
  repeatsTime: 'receivedAt',
  tiers: {
    inputMassKg: 'holder',
    batchMassKg: 'holder',
    batchRef: 'holder',
    receivedAt: 'holder',
  },
  data: eventData({
    inputMassKg: massKg.describe('Mass that went in, kilograms').exactOptional(),
    batchMassKg: batchMassKg
      .describe('Kilograms of the whole batch, told of the batch: what its outputs are shared out by')
      .exactOptional(),
    batchRef: reference.describe('The batch that it was put into').exactOptional(),
    receivedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type RecyclingReceivedData = z.output<typeof RecyclingReceived.data>;
