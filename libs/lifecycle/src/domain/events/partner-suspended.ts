import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { partnerId } from '../values/partner.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const PartnerSuspended = defineEvent('PartnerSuspended', {
  version: 1,
  summary: 'A partner may report nothing until further notice.',
  phase: phases.PartnerSuspended,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    partnerId: 'holder',
    reason: 'holder',
  },
  data: eventData({
    partnerId,
    reason: line.describe('Why').exactOptional(),
  }),
});
export type PartnerSuspendedData = z.output<typeof PartnerSuspended.data>;
