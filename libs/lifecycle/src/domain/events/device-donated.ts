import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { party } from '../values/party.js';
import { phases } from './phases.js';

export const DeviceDonated = defineEvent('DeviceDonated', {
  version: 1,
  summary: 'It was given away to somebody who uses it.',
  phase: phases.DeviceDonated,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'owner', 'trade-in'],
  tiers: {
    toRef: 'auditor',
  },
  data: eventData({
    toRef: party.describe('Who gets it'),
  }),
});
export type DeviceDonatedData = z.output<typeof DeviceDonated.data>;
