import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { deviceName } from '../values/identifier.js';
import { deviceId, eventId } from '../values/target.js';
import { note } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceSplit = defineEvent('DeviceSplit', {
  version: 1,
  summary: 'One record held two devices; some of its events are of another.',
  phase: phases.DeviceSplit,
  emitters: ['operator'],
  tiers: {
    newDeviceId: 'holder',
    eventIds: 'holder',
    identifiers: 'holder',
    note: 'holder',
  },
  data: eventData({
    newDeviceId: deviceId.describe('The device that the events belong to'),
    eventIds: z.array(eventId).min(1).max(500).describe('Events that are of the other device'),
    identifiers: z.array(deviceName).min(1).max(32).describe('Identifiers that go with them').exactOptional(),
    note: note.describe('Why, in free words, of no person').exactOptional(),
  }),
});
export type DeviceSplitData = z.output<typeof DeviceSplit.data>;
