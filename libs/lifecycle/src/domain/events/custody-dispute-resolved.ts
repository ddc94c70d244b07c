import { z } from 'zod';
import { defineEvent, ROLES } from '#kernel';
import { sha256 } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { party } from '../values/party.js';
import { phases } from './phases.js';

export const CustodyDisputeResolved = defineEvent('CustodyDisputeResolved', {
  version: 1,
  summary: 'It is settled who has a device that two parties claim.',
  phase: phases.CustodyDisputeResolved,
  emitters: ROLES,
  tiers: {
    holder: 'holder',
    basis: 'holder',
    evidence: 'holder',
  },
  data: eventData({
    holder: party.describe('Who has it'),
    basis: z.enum(['two_sided', 'scan', 'document', 'agreement']).describe('What the decision rests on'),
    evidence: sha256.exactOptional(),
  }),
});
export type CustodyDisputeResolvedData = z.output<typeof CustodyDisputeResolved.data>;
