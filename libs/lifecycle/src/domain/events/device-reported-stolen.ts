import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const DeviceReportedStolen = defineEvent('DeviceReportedStolen', {
  version: 1,
  summary: 'It was taken.',
  phase: phases.DeviceReportedStolen,
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
export type DeviceReportedStolenData = z.output<typeof DeviceReportedStolen.data>;
