import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceFound = defineEvent('DeviceFound', {
  version: 1,
  summary: 'A device that was lost, stolen or written off is here again.',
  phase: phases.DeviceFound,
  emitters: 'any',
  tiers: {
    place: 'holder',
  },
  data: eventData({
    place: line.describe('Where, no address of a person').exactOptional(),
  }),
});
export type DeviceFoundData = z.output<typeof DeviceFound.data>;
