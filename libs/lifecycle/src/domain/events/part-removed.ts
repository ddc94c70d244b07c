import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { massKg } from '../values/mass.js';
import { healthPercent } from '../values/measure.js';
import { mediumId } from '../values/medium.js';
import { partId, slot } from '../values/part.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const PartRemoved = defineEvent('PartRemoved', {
  version: 1,
  summary: 'A part was taken out.',
  phase: phases.PartRemoved,
  emitters: ['refurbisher', 'manufacturer', 'recycler', 'erasure'],
  possession: true,
  tiers: {
    slot: 'holder',
    disposition: 'holder',
    partId: 'repairer',
    serial: 'repairer',
    massKg: 'holder',
    mediumId: 'holder',
    reason: 'repairer',
    batteryHealthPercent: 'holder',
  },
  data: eventData({
    slot,
    disposition: z.enum(['reuse', 'repair', 'recycle', 'destroy']).describe('What becomes of the part'),
    partId: partId.exactOptional(),
    serial: code.describe("The part's own serial number").exactOptional(),
    massKg: massKg.exactOptional(),
    mediumId: mediumId.exactOptional(),
    reason: line.describe('Why').exactOptional(),
    batteryHealthPercent: healthPercent.exactOptional(),
  }),
});
export type PartRemovedData = z.output<typeof PartRemoved.data>;
