import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { grade } from '../values/grade.js';
import { money } from '../values/money.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceDelisted = defineEvent('DeviceDelisted', {
  version: 1,
  summary: 'It is no longer offered.',
  phase: phases.DeviceDelisted,
  emitters: ['retailer', 'marketplace', 'refurbisher', 'trade-in', 'owner'],
  tiers: {
    channel: 'holder',
    sku: 'holder',
    grade: 'public',
    price: 'holder',
  },
  data: eventData({
    channel: code.describe('Where it is offered'),
    sku: code.describe("The seller's article number").exactOptional(),
    grade: grade.describe('Grade that it is offered under').exactOptional(),
    price: money.describe('What was asked or paid').exactOptional(),
  }),
});
export type DeviceDelistedData = z.output<typeof DeviceDelisted.data>;
