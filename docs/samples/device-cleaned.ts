import { z } from 'zod';
import { defineEvent } from '#kernel';
import { phases } from '../../libs/lifecycle/src/domain/events/phases.js';
import { eventData } from '../../libs/lifecycle/src/domain/values/event-data.js';
import { durationMin, waterL } from '../../libs/lifecycle/src/domain/values/measure.js';
import { code } from '../../libs/lifecycle/src/domain/values/text.js';

export const DeviceCleaned = defineEvent('DeviceCleaned', {
  version: 1,
  summary: 'It was cleaned inside or outside.',
  phase: phases.RepairPerformed,
  emitters: ['refurbisher', 'retailer', 'marketplace'],
  possession: true,
  tiers: { method: 'public', laborMin: 'holder', waterL: 'holder', cleanerRef: 'auditor' },
  data: eventData({
    method: z.enum(['wiped', 'ultrasonic', 'ozone']).describe('How it was cleaned'),
    laborMin: durationMin.describe('Working time, minutes').exactOptional(),
    waterL: waterL.describe('Water that it took, litres').exactOptional(),
    cleanerRef: code.describe('Opaque reference of who cleaned').exactOptional(),
  }),
});
export type DeviceCleanedData = z.output<typeof DeviceCleaned.data>;
