import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData, needsOneOf } from '../values/event-data.js';
import { party } from '../values/party.js';
import { code, line, reference } from '../values/text.js';
import { phases } from './phases.js';

export const CustodyReleased = defineEvent('CustodyReleased', {
  version: 1,
  summary: 'Its holder hands it over, to the next holder or to a carrier.',
  phase: phases.CustodyReleased,
  emitters: 'any',
  possession: true,
  tiers: {
    toParty: 'holder',
    handoverRef: 'holder',
    shipmentId: 'holder',
    condition: 'holder',
    seal: 'holder',
    trackingNumber: 'holder',
    purpose: 'holder',
  },
  data: eventData({
    toParty: party.describe('Who is to have it next'),
    handoverRef: reference.describe("Both sides' name of this handover").exactOptional(),
    shipmentId: reference.describe('The shipment that it travels in').exactOptional(),
    condition: line.describe('Condition at the handover').exactOptional(),
    seal: code.describe('Number of the seal').exactOptional(),
    trackingNumber: code.describe("The carrier's number of the parcel").exactOptional(),
    purpose: z
      .enum(['sale', 'return', 'processing', 'repair', 'recycling', 'rental'])
      .describe('What it is handed over for')
      .exactOptional(),
  }).refine(
    ({ handoverRef, shipmentId }) => handoverRef !== undefined || shipmentId !== undefined,
    needsOneOf('handoverRef', 'shipmentId'),
  ),
});
export type CustodyReleasedData = z.output<typeof CustodyReleased.data>;
