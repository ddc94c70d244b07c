import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { partnerId } from '../values/partner.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const PartnerReactivated = defineEvent('PartnerReactivated', {
  version: 1,
  summary: 'The suspension of a partner has ended: it may report again.',
  phase: phases.PartnerReactivated,
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
export type PartnerReactivatedData = z.output<typeof PartnerReactivated.data>;
