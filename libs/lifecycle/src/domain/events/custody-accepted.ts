import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { party } from '../values/party.js';
import { line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const CustodyAccepted = defineEvent('CustodyAccepted', {
  version: 1,
  summary: 'Its new holder has it.',
  phase: phases.CustodyAccepted,
  emitters: 'any',
  tiers: {
    fromParty: 'holder',
    handoverRef: 'holder',
    shipmentId: 'holder',
    condition: 'holder',
    discrepancy: 'holder',
    sealIntact: 'holder',
  },
  data: eventData({
    fromParty: party.describe('Who handed it over'),
    handoverRef: reference.describe("Both sides' name of this handover").exactOptional(),
    shipmentId: reference.describe('The shipment that it travelled in').exactOptional(),
    condition: line.describe('Condition at the handover').exactOptional(),
    discrepancy: line.describe('What differs from what was announced').exactOptional(),
    sealIntact: z.boolean().describe('The seal was as it was set').exactOptional(),
  }),
});
export type CustodyAcceptedData = z.output<typeof CustodyAccepted.data>;
