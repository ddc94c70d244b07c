import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { massKg } from '../values/mass.js';
import { fraction } from '../values/measure.js';
import { code, word } from '../values/text.js';
import { phases } from './phases.js';

export const PackagingUsed = defineEvent('PackagingUsed', {
  version: 1,
  summary: 'It was packed.',
  phase: phases.PackagingUsed,
  emitters: ['refurbisher', 'retailer', 'marketplace'],
  tiers: {
    kind: 'holder',
    massKg: 'holder',
    origin: 'holder',
    recycledFraction: 'holder',
  },
  data: eventData({
    kind: word.describe('Such as charger, cable or box'),
    massKg: massKg.exactOptional(),
    origin: code.describe('Where it comes from, such as new or reused').exactOptional(),
    recycledFraction: fraction.describe('Share of recycled material by mass, 0 to 1').exactOptional(),
  }),
});
export type PackagingUsedData = z.output<typeof PackagingUsed.data>;
