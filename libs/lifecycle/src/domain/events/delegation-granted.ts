import type { z } from 'zod';
import { defineEvent, ROLES } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { partnerId } from '../values/partner.js';
import { phases } from './phases.js';

export const DelegationGranted = defineEvent('DelegationGranted', {
  version: 1,
  summary: 'A partner lets another act for it.',
  phase: phases.DelegationGranted,
  emitters: ROLES,
  subject: 'none',
  tiers: {
    partnerId: 'holder',
    delegateId: 'holder',
    from: 'holder',
    until: 'holder',
  },
  data: eventData({
    partnerId,
    delegateId: partnerId.describe('Who may act for it'),
    from: moment.describe('From when it holds').exactOptional(),
    until: moment.describe('Until when it holds').exactOptional(),
  }),
});
export type DelegationGrantedData = z.output<typeof DelegationGranted.data>;
