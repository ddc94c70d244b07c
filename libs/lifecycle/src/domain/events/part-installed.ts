import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { deviceName } from '../values/identifier.js';
import { massKg } from '../values/mass.js';
import { fraction } from '../values/measure.js';
import { batteryLot, partId, slot } from '../values/part.js';
import { phases } from './phases.js';

const USED: readonly string[] = ['used_genuine', 'harvested'];

export const PartInstalled = defineEvent('PartInstalled', {
  version: 1,
  summary: 'A part was built in.',
  phase: phases.PartInstalled,
  emitters: ['refurbisher', 'manufacturer'],
  possession: true,
  tiers: {
    slot: 'holder',
    origin: 'holder',
    partId: 'repairer',
    fromDeviceId: 'repairer',
    massKg: 'holder',
    recycledFraction: 'holder',
    paired: 'repairer',
    batteryLot: 'holder',
  },
  data: eventData({
    slot,
    origin: z.enum(['new_oem', 'new_aftermarket', 'used_genuine', 'harvested']).describe('Where the part comes from'),
    partId: partId.exactOptional(),
    fromDeviceId: deviceName.describe('The device that it was harvested from').exactOptional(),
    massKg: massKg.exactOptional(),
    recycledFraction: fraction.describe('Share of recycled material by mass, 0 to 1').exactOptional(),
    paired: z.boolean().describe("The maker's software accepted it").exactOptional(),
    batteryLot: batteryLot.exactOptional(),
  })
    .refine(({ slot: where, batteryLot: lot }) => lot === undefined || where === 'battery', {
      error: 'Only a battery is of a battery lot: its slot is `battery`.',
      path: ['batteryLot'],
      params: { rule: 'wrong-slot' },
    })
    .refine(({ origin, partId: named }) => named !== undefined || !USED.includes(origin), {
      error: 'A used part keeps its provenance: `partId` is needed.',
      path: ['partId'],
      params: { rule: 'required' },
    }),
});
export type PartInstalledData = z.output<typeof PartInstalled.data>;
