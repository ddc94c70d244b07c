import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { legalStatus } from '../values/legal.js';
import { massKg } from '../values/mass.js';
import { moment } from '../values/moment.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const TakenBack = defineEvent('TakenBack', {
  version: 1,
  summary: 'Its user gave it back without selling it.',
  phase: phases.TakenBack,
  emitters: ['retailer', 'marketplace', 'recycler', 'trade-in'],
  accepts: true,
  repeatsTime: 'receivedAt',
  tiers: {
    channel: 'holder',
    legalStatus: 'holder',
    massKg: 'holder',
    collectorRef: 'holder',
    receivedAt: 'holder',
  },
  data: eventData({
    channel: code.describe('Way of collection, such as store or parcel'),
    legalStatus: legalStatus.exactOptional(),
    massKg: massKg.exactOptional(),
    collectorRef: code.describe('Who collected it, as the sender names them').exactOptional(),
    receivedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type TakenBackData = z.output<typeof TakenBack.data>;
