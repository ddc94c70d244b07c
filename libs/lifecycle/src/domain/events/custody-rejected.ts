import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const CustodyRejected = defineEvent('CustodyRejected', {
  version: 1,
  summary: 'Its intended holder did not take it; the handover goes back.',
  phase: phases.CustodyRejected,
  emitters: 'any',
  tiers: {
    reason: 'holder',
    handoverRef: 'holder',
  },
  data: eventData({
    reason: line.describe('Why it was not taken'),
    handoverRef: reference.describe("Both sides' name of this handover").exactOptional(),
  }),
});
export type CustodyRejectedData = z.output<typeof CustodyRejected.data>;
