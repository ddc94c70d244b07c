import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { deviceId } from '../values/target.js';
import { note } from '../values/text.js';
import { phases } from './phases.js';

export const DevicesMerged = defineEvent('DevicesMerged', {
  version: 1,
  summary: 'Two records are one device.',
  phase: phases.DevicesMerged,
  emitters: ['operator'],
  tiers: {
    survivorId: 'holder',
    absorbedId: 'holder',
    note: 'holder',
  },
  data: eventData({
    survivorId: deviceId.describe('The record that both are known under from now on'),
    absorbedId: deviceId.describe('The record that was the same device all along'),
    note: note.describe('Why, in free words, of no person').exactOptional(),
  }).refine(({ survivorId, absorbedId }) => survivorId !== absorbedId, {
    error: 'A device is not merged with itself.',
    path: ['absorbedId'],
    params: { rule: 'merged-with-itself' },
  }),
});
export type DevicesMergedData = z.output<typeof DevicesMerged.data>;
