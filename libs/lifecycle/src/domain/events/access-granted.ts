import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { partnerId } from '../values/partner.js';
import { phases } from './phases.js';

export const AccessGranted = defineEvent('AccessGranted', {
  version: 1,
  summary: 'Who made, holds or owns it lets another partner see it, read only.',
  phase: phases.AccessGranted,
  emitters: 'any',
  tiers: {
    granteeId: 'holder',
    until: 'holder',
    tier: 'holder',
  },
  data: eventData({
    granteeId: partnerId.describe('Who may see it'),
    until: moment.describe('When it ends; a day: as that begins. Absent: when it is revoked').exactOptional(),
    tier: z
      .enum(['public', 'holder', 'repairer'])
      .describe(
        'The widest tier of fields that it opens, never one that the role of the partner does not give. Absent: `holder`',
      )
      .exactOptional(),
  }),
});
export type AccessGrantedData = z.output<typeof AccessGranted.data>;
