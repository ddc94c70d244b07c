import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { party } from '../values/party.js';
import { reference } from '../values/text.js';
import { phases } from './phases.js';

export const OwnershipTransferred = defineEvent('OwnershipTransferred', {
  version: 1,
  summary: 'It belongs to somebody else.',
  phase: phases.OwnershipTransferred,
  emitters: 'any',
  tiers: {
    to: 'auditor',
    basis: 'holder',
    from: 'auditor',
    transferRef: 'holder',
  },
  data: eventData({
    to: party.describe('Who owns it now'),
    basis: z
      .enum(['sale', 'wholesale', 'gift', 'inheritance', 'insurance', 'lease_end', 'private_resale', 'consignment_end'])
      .describe('What the transfer rests on'),
    from: party.describe('Who owned it before').exactOptional(),
    transferRef: reference.describe('Number of the transfer').exactOptional(),
  }),
});
export type OwnershipTransferredData = z.output<typeof OwnershipTransferred.data>;
