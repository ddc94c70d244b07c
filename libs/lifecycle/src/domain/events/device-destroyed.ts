import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { massKg } from '../values/mass.js';
import { code, line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceDestroyed = defineEvent('DeviceDestroyed', {
  version: 1,
  summary: 'It was destroyed, its data with it.',
  phase: phases.DeviceDestroyed,
  emitters: ['refurbisher', 'recycler', 'erasure'],
  possession: true,
  tiers: {
    method: 'holder',
    certRef: 'holder',
    witness: 'auditor',
    massKg: 'holder',
  },
  data: eventData({
    method: line.describe('Such as shredding'),
    certRef: reference.describe('Number of the certificate').exactOptional(),
    witness: code.describe('Opaque reference of who was there').exactOptional(),
    massKg: massKg.exactOptional(),
  }),
});
export type DeviceDestroyedData = z.output<typeof DeviceDestroyed.data>;
