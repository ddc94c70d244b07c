import { REPAIR_SCORES } from '../repair-scores.js';
import { DEVICE_ID, EVENT_ID, IMEI, OTHER_DEVICE_ID, sample } from './sample.js';

const MEDIA = [{ mediumId: 'internal', kind: 'ufs', capacityGB: 128, removable: false }];
const { speaker: _, ...WITHOUT_SPEAKER } = REPAIR_SCORES.tools;

export const IDENTITY = {
  DeviceRegistered: sample(
    {
      category: 'smartphone',
      identifiers: [IMEI, { kind: 'serial', value: 'novara:N5A0001' }],
      brand: 'Novara',
      model: 'Pebble 5',
      gtin: '09521234543213',
      storageGB: 128,
      massKg: 0.187,
      massSource: 'declared',
      media: MEDIA,
      provenance: 'observed_used',
      extensions: { batch: 'B7', inspected: true, line: 3 },
    },
    { category: 'phone', massKg: 187, brnad: 'Novara' },
    '/data/category not-one-of',
    '/data/massKg out-of-range',
    '/data/brnad unknown-field',
  ),
  DeviceDescribed: sample({ storageGB: 256, source: 'bench' }, { source: 'bench' }, '/data one-of'),
  DeviceManufactured: sample(
    {
      manufacturedOn: '2024-02-29',
      gtin: '09521234543213',
      serial: 'N5A0001',
      massKg: 0.187,
      recycledFraction: 0.2,
      renewableFraction: 0.01,
      components: [{ slot: 'battery', partId: 'B-1', serial: 'X1', massKg: 0.041 }],
      pcfKgCO2e: 61.5,
      repairability: { value: 7.2, class: 'B', source: 'EU 2023/1669' },
      repairabilityScores: REPAIR_SCORES,
    },
    {
      manufacturedOn: '2023-02-29',
      recycledFraction: 20,
      repairabilityScores: {
        ...REPAIR_SCORES,
        disassemblyDepth: { ...REPAIR_SCORES.disassemblyDepth, battery: 6 },
        tools: WITHOUT_SPEAKER,
        softwareUpdates: 4,
      },
    },
    '/data/manufacturedOn wrong-format',
    '/data/recycledFraction out-of-range',
    '/data/repairabilityScores/disassemblyDepth/battery not-one-of',
    '/data/repairabilityScores/tools/speaker required',
    '/data/repairabilityScores/softwareUpdates not-one-of',
  ),
  IdentifierAssigned: sample(
    { ...IMEI, validFrom: '2024-05-01', validTo: '2026-01-01T10:00:00+01:00', partId: 'MB-1' },
    { kind: 'imei', value: '004401245678904' },
    '/data/value imei-check-digit',
  ),
  IdentifierSuperseded: sample(
    {
      changes: [{ kind: 'imei', oldValue: '004401245678905', newValue: '004401245678913' }],
      reason: 'mainboard_replaced',
      partId: 'MB-1',
    },
    { changes: [{ kind: 'imei', oldValue: '004401245678905', newValue: '00440124567891' }], reason: 'swap' },
    '/data/changes/0/newValue imei-length',
    '/data/reason not-one-of',
  ),
  IdentifierContestResolved: sample(
    { ...IMEI, holderDeviceId: DEVICE_ID, note: 'Seen on the bench.' },
    { kind: 'imei', holderDeviceId: DEVICE_ID },
    '/data/value required',
  ),
  DevicesMerged: sample(
    { survivorId: DEVICE_ID, absorbedId: OTHER_DEVICE_ID, note: 'One label, two records.' },
    { survivorId: DEVICE_ID, absorbedId: DEVICE_ID },
    '/data/absorbedId merged-with-itself',
  ),
  DeviceSplit: sample(
    { newDeviceId: OTHER_DEVICE_ID, eventIds: [EVENT_ID], identifiers: ['serial:novara:N5A0002'], note: 'A clone.' },
    { newDeviceId: OTHER_DEVICE_ID, eventIds: [] },
    '/data/eventIds out-of-range',
  ),
};
