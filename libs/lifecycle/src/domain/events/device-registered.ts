import { z } from 'zod';
import { defineEvent } from '#kernel';
import { category } from '../values/category.js';
import { eventData } from '../values/event-data.js';
import { gtin, identifiers } from '../values/identifier.js';
import { massKg } from '../values/mass.js';
import { capacityGB } from '../values/measure.js';
import { media } from '../values/medium.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceRegistered = defineEvent('DeviceRegistered', {
  version: 1,
  summary: 'A device becomes known, or is described as it becomes known.',
  phase: phases.DeviceRegistered,
  emitters: 'any',
  tiers: {
    category: 'public',
    identifiers: 'holder',
    brand: 'public',
    model: 'public',
    gtin: 'public',
    storageGB: 'public',
    massKg: 'public',
    media: 'holder',
    provenance: 'holder',
  },
  data: eventData({
    category,
    identifiers: identifiers.describe('Further identifiers of the device').exactOptional(),
    brand: line.describe('Brand as on the device').exactOptional(),
    model: line.describe('Model as its maker names it').exactOptional(),
    gtin: gtin.exactOptional(),
    storageGB: capacityGB.describe('Storage as sold, gigabytes').exactOptional(),
    massKg: massKg.exactOptional(),
    media: media.exactOptional(),
    provenance: z
      .enum(['new', 'observed_used'])
      .describe('`observed_used`: it comes in mid-life and its past is unknown')
      .exactOptional(),
  }),
});
export type DeviceRegisteredData = z.output<typeof DeviceRegistered.data>;
