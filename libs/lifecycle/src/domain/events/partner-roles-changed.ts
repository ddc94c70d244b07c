import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { partnerId, roles } from '../values/partner.js';
import { phases } from './phases.js';

export const PartnerRolesChanged = defineEvent('PartnerRolesChanged', {
  version: 1,
  summary: 'A partner has other roles.',
  phase: phases.PartnerRolesChanged,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    partnerId: 'holder',
    roles: 'holder',
  },
  data: eventData({
    partnerId,
    roles: roles.describe('What the partner does'),
  }),
});
export type PartnerRolesChangedData = z.output<typeof PartnerRolesChanged.data>;
