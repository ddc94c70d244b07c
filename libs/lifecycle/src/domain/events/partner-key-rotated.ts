import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { partnerId } from '../values/partner.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const PartnerKeyRotated = defineEvent('PartnerKeyRotated', {
  version: 1,
  summary: 'A partner got a new key.',
  phase: phases.PartnerKeyRotated,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    partnerId: 'holder',
    keyId: 'auditor',
    until: 'holder',
  },
  data: eventData({
    partnerId,
    keyId: code.describe('Id of the key, never the key'),
    until: moment.describe('When the key before it ends').exactOptional(),
  }),
});
export type PartnerKeyRotatedData = z.output<typeof PartnerKeyRotated.data>;
