import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { gtin } from '../values/identifier.js';
import { massKg } from '../values/mass.js';
import { emissionsKgCO2e, fraction } from '../values/measure.js';
import { day } from '../values/moment.js';
import { batteryLot, parts } from '../values/part.js';
import { repairabilityScores } from '../values/repairability-scores.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

const repairability = z
  .strictObject({
    value: z.number().min(0).max(100).describe('Score as published'),
    class: code.exactOptional(),
    source: line.describe('Rule that it was scored by'),
  })
  .describe('Published repairability score');

export const DeviceManufactured = defineEvent('DeviceManufactured', {
  version: 1,
  summary: 'The device was made.',
  phase: phases.DeviceManufactured,
  emitters: ['manufacturer'],
  tiers: {
    manufacturedOn: 'public',
    gtin: 'public',
    serial: 'holder',
    massKg: 'public',
    recycledFraction: 'public',
    renewableFraction: 'public',
    components: 'repairer',
    batteryLot: 'holder',
    pcfKgCO2e: 'public',
    repairability: 'public',
    repairabilityScores: 'public',
  },
  data: eventData({
    manufacturedOn: day.describe('Day of manufacture'),
    gtin: gtin.exactOptional(),
    serial: code
      .describe('Serial number as its maker prints it; without a GTIN it is one of the reporting manufacturer’s')
      .exactOptional(),
    massKg: massKg.exactOptional(),
    recycledFraction: fraction.describe('Share of recycled material by mass, 0 to 1').exactOptional(),
    renewableFraction: fraction.describe('Share of renewable material by mass, 0 to 1').exactOptional(),
    components: parts.describe('Parts that it is made of').exactOptional(),
    batteryLot: batteryLot.exactOptional(),
    pcfKgCO2e: emissionsKgCO2e.describe('Product carbon footprint, kilograms of CO2 equivalents').exactOptional(),
    repairability: repairability.exactOptional(),
    repairabilityScores: repairabilityScores.exactOptional(),
  }),
});
export type DeviceManufacturedData = z.output<typeof DeviceManufactured.data>;
