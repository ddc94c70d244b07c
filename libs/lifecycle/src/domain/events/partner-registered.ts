import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { partnerId, roles, site } from '../values/partner.js';
import { country } from '../values/place.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const PartnerRegistered = defineEvent('PartnerRegistered', {
  version: 1,
  summary: 'A partner takes part.',
  phase: phases.PartnerRegistered,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    partnerId: 'holder',
    name: 'holder',
    roles: 'holder',
    country: 'holder',
    timeZone: 'holder',
    sites: 'holder',
    withoutKey: 'holder',
  },
  data: eventData({
    partnerId,
    name: line.describe('Name of the partner'),
    roles: roles.describe('What the partner does'),
    country,
    timeZone: code.describe('IANA name, such as Europe/Paris').exactOptional(),
    sites: z.array(site).max(200).describe('Where it works').exactOptional(),
    withoutKey: z.boolean().describe('It is named by others and holds no key').exactOptional(),
  }),
});
export type PartnerRegisteredData = z.output<typeof PartnerRegistered.data>;
