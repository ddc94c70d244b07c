import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { massKg } from '../values/mass.js';
import { moment } from '../values/moment.js';
import { code, reference } from '../values/text.js';
import { phases } from './phases.js';

export const CollectedAsWaste = defineEvent('CollectedAsWaste', {
  version: 1,
  summary: 'Its user discarded it; it is waste.',
  phase: phases.CollectedAsWaste,
  emitters: ['recycler', 'retailer', 'marketplace', 'logistics'],
  accepts: true,
  repeatsTime: 'receivedAt',
  tiers: {
    channel: 'holder',
    massKg: 'holder',
    collectorRef: 'holder',
    batchRef: 'holder',
    receivedAt: 'holder',
  },
  data: eventData({
    channel: code.describe('Way of collection, such as municipal or retail'),
    massKg: massKg.exactOptional(),
    collectorRef: code.describe('Who collected it, as the sender names them').exactOptional(),
    batchRef: reference.describe('The batch that it was put into').exactOptional(),
    receivedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type CollectedAsWasteData = z.output<typeof CollectedAsWaste.data>;
