import type { z } from 'zod';
import { defineEvent, ROLES } from '#kernel';
import { eventData } from '../values/event-data.js';
import { partnerId } from '../values/partner.js';
import { phases } from './phases.js';

export const DelegationRevoked = defineEvent('DelegationRevoked', {
  version: 1,
  summary: 'A partner no longer lets another act for it.',
  phase: phases.DelegationRevoked,
  emitters: ROLES,
  subject: 'none',
  tiers: {
    partnerId: 'holder',
    delegateId: 'holder',
  },
  data: eventData({
    partnerId,
    delegateId: partnerId,
  }),
});
export type DelegationRevokedData = z.output<typeof DelegationRevoked.data>;
