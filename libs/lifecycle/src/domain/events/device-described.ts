import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { category } from '../values/category.js';
import { eventData, needsOneOf } from '../values/event-data.js';
import { gtin } from '../values/identifier.js';
import { massKg } from '../values/mass.js';
import { capacityGB } from '../values/measure.js';
import { media } from '../values/medium.js';
import { batteryLot } from '../values/part.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

const DESCRIBED = ['category', 'brand', 'model', 'gtin', 'storageGB', 'massKg', 'media', 'batteryLot'] as const;

export const DeviceDescribed = defineEvent('DeviceDescribed', {
  version: 1,
  summary: 'What the device is, field by field; makers are believed before tools, tools before others.',
  phase: phases.DeviceDescribed,
  emitters: 'any',
  tiers: {
    category: 'public',
    brand: 'public',
    model: 'public',
    gtin: 'public',
    storageGB: 'public',
    massKg: 'public',
    media: 'holder',
    batteryLot: 'holder',
    source: 'holder',
  },
  data: eventData({
    category: category.exactOptional(),
    brand: line.describe('Brand as on the device').exactOptional(),
    model: line.describe('Model as its maker names it').exactOptional(),
    gtin: gtin.exactOptional(),
    storageGB: capacityGB.describe('Storage as sold, gigabytes').exactOptional(),
    massKg: massKg.exactOptional(),
    media: media.exactOptional(),
    batteryLot: batteryLot.exactOptional(),
    source: code.describe('Where the description comes from').exactOptional(),
  }).refine((given) => DESCRIBED.some((field) => given[field] !== undefined), needsOneOf(...DESCRIBED)),
});
export type DeviceDescribedData = z.output<typeof DeviceDescribed.data>;
