import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { deviceName } from '../values/identifier.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceReplaced = defineEvent('DeviceReplaced', {
  version: 1,
  summary: 'Its user got another device instead.',
  phase: phases.DeviceReplaced,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'manufacturer'],
  tiers: {
    newDevice: 'holder',
    claimRef: 'holder',
  },
  data: eventData({
    newDevice: deviceName,
    claimRef: reference.describe('Number of the claim').exactOptional(),
  }),
});
export type DeviceReplacedData = z.output<typeof DeviceReplaced.data>;
