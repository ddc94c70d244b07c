import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { partnerId } from '../values/partner.js';
import { phases } from './phases.js';

export const AccessRevoked = defineEvent('AccessRevoked', {
  version: 1,
  summary: 'A partner may no longer see it by what was granted.',
  phase: phases.AccessRevoked,
  emitters: 'any',
  tiers: {
    granteeId: 'holder',
  },
  data: eventData({
    granteeId: partnerId.describe('Who may no longer see it'),
  }),
});
export type AccessRevokedData = z.output<typeof AccessRevoked.data>;
