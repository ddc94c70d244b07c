import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { identifierKind, identifierValue, spelledAs } from '../values/identifier.js';
import { partId } from '../values/part.js';
import { phases } from './phases.js';

const change = z
  .strictObject({ kind: identifierKind, oldValue: identifierValue, newValue: identifierValue })
  .check(spelledAs<{ kind: string; oldValue: string; newValue: string }>('oldValue', 'newValue'));

export const IdentifierSuperseded = defineEvent('IdentifierSuperseded', {
  version: 1,
  summary: 'An identifier gives way to another, as a new mainboard or label brings it.',
  phase: phases.IdentifierSuperseded,
  emitters: ['refurbisher', 'manufacturer', 'operator'],
  tiers: {
    changes: 'holder',
    reason: 'holder',
    partId: 'repairer',
  },
  data: eventData({
    changes: z.array(change).min(1).max(16).describe('Which identifier gives way to which'),
    reason: z.enum(['mainboard_replaced', 'relabel', 'correction']).describe('What made the old one end'),
    partId: partId.exactOptional(),
  }),
});
export type IdentifierSupersededData = z.output<typeof IdentifierSuperseded.data>;
