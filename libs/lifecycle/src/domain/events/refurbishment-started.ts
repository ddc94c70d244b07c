import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { level } from '../values/order.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const RefurbishmentStarted = defineEvent('RefurbishmentStarted', {
  version: 1,
  summary: 'Refurbishment began.',
  phase: phases.RefurbishmentStarted,
  emitters: ['refurbisher', 'manufacturer'],
  possession: true,
  repeatsTime: 'startedAt',
  tiers: {
    workOrder: 'holder',
    level: 'holder',
    startedAt: 'holder',
  },
  data: eventData({
    workOrder: reference.describe("The workshop's number of the job").exactOptional(),
    level: level.exactOptional(),
    startedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type RefurbishmentStartedData = z.output<typeof RefurbishmentStarted.data>;
