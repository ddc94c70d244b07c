import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { gtin } from '../values/identifier.js';
import { day } from '../values/moment.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

const tac = z.string().regex(/^\d{8}$/, { error: 'A type allocation code has 8 digits.' });

const selector = z
  .strictObject({
    gtin: gtin.exactOptional(),
    model: line.exactOptional(),
    tacRange: z.strictObject({ from: tac, to: tac }).exactOptional(),
    batteryLot: code.exactOptional(),
    manufacturedFrom: day.exactOptional(),
    manufacturedTo: day.exactOptional(),
  })
  .refine((given) => Object.keys(given).length > 0, {
    error: 'A selector names at least one property.',
    params: { rule: 'one-of' },
  })
  .describe('Devices that have all of these properties');

export const RecallIssued = defineEvent('RecallIssued', {
  version: 1,
  summary: 'Devices of a selection are called back, now and whenever one turns up.',
  phase: phases.RecallIssued,
  emitters: ['manufacturer', 'operator'],
  subject: 'recall',
  tiers: {
    selector: 'public',
    severity: 'public',
  },
  data: eventData({
    selector,
    severity: z.enum(['low', 'medium', 'high', 'critical']).describe('How urgent it is').exactOptional(),
  }),
});
export type RecallIssuedData = z.output<typeof RecallIssued.data>;
