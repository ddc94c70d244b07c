import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { level } from '../values/order.js';
import { phases } from './phases.js';

export const DeviceReadied = defineEvent('DeviceReadied', {
  version: 1,
  summary: 'It is ready for sale without a refurbishment.',
  phase: phases.DeviceReadied,
  emitters: ['refurbisher', 'trade-in', 'retailer', 'marketplace', 'owner'],
  possession: true,
  tiers: {
    level: 'holder',
  },
  data: eventData({
    level: level.exactOptional(),
  }),
});
export type DeviceReadiedData = z.output<typeof DeviceReadied.data>;
