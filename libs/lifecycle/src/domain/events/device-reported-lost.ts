import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceReportedLost = defineEvent('DeviceReportedLost', {
  version: 1,
  summary: 'Nobody knows where it is.',
  phase: phases.DeviceReportedLost,
  emitters: 'any',
  tiers: {
    reportRef: 'holder',
    place: 'auditor',
    lastSeenAt: 'holder',
  },
  data: eventData({
    reportRef: reference.describe('Number of the report'),
    place: line.describe('Where, no address of a person').exactOptional(),
    lastSeenAt: moment.describe('When it was seen last').exactOptional(),
  }),
});
export type DeviceReportedLostData = z.output<typeof DeviceReportedLost.data>;
