import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { identifierKind, identifierValue, spelledAs } from '../values/identifier.js';
import { moment } from '../values/moment.js';
import { partId } from '../values/part.js';
import { phases } from './phases.js';

export const IdentifierAssigned = defineEvent('IdentifierAssigned', {
  version: 1,
  summary: 'An identifier names this device.',
  phase: phases.IdentifierAssigned,
  emitters: 'any',
  tiers: {
    kind: 'holder',
    value: 'holder',
    validFrom: 'holder',
    validTo: 'holder',
    partId: 'repairer',
  },
  data: eventData({
    kind: identifierKind.describe('Kind of identifier'),
    value: identifierValue,
    validFrom: moment.describe('From when it names the device; absent: unbounded to the past').exactOptional(),
    validTo: moment.describe('Until when it names the device').exactOptional(),
    partId: partId.exactOptional(),
  }).check(spelledAs<{ kind: string; value: string }>('value')),
});
export type IdentifierAssignedData = z.output<typeof IdentifierAssigned.data>;
