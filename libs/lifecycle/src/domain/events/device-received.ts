import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { identifiers } from '../values/identifier.js';
import { massKg } from '../values/mass.js';
import { moment } from '../values/moment.js';
import { lineRef, orderRef } from '../values/order.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceReceived = defineEvent('DeviceReceived', {
  version: 1,
  summary: 'It arrived at a partner that works on it or trades it.',
  phase: phases.DeviceReceived,
  emitters: ['refurbisher', 'trade-in', 'recycler', 'retailer', 'marketplace', 'manufacturer', 'owner'],
  possession: true,
  accepts: true,
  repeatsTime: 'receivedAt',
  tiers: {
    intakeReason: 'holder',
    identifiersObserved: 'holder',
    orderRef: 'holder',
    lineRef: 'holder',
    manifestLine: 'holder',
    condition: 'holder',
    massKg: 'holder',
    receivedAt: 'holder',
  },
  data: eventData({
    intakeReason: z
      .enum(['trade_in', 'take_back', 'repair', 'b2b', 'overstock', 'transfer'])
      .describe('What it came in for'),
    identifiersObserved: identifiers
      .describe('What its labels and screens show; compared, never assigned')
      .exactOptional(),
    orderRef: orderRef.exactOptional(),
    lineRef: lineRef.exactOptional(),
    manifestLine: code.describe("Line of the delivery's manifest").exactOptional(),
    condition: line.describe('Condition on arrival').exactOptional(),
    massKg: massKg.exactOptional(),
    receivedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type DeviceReceivedData = z.output<typeof DeviceReceived.data>;
