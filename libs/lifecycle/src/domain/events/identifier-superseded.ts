import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { canonicalValue, checkIdentifier, identifierKind, identifierValue } from '../values/identifier.js';
import { partId } from '../values/part.js';
import { phases } from './phases.js';

const change = z
  .strictObject({ kind: identifierKind, oldValue: identifierValue, newValue: identifierValue })
  .superRefine(({ kind, oldValue, newValue }, context) => {
    checkIdentifier(context, { kind, value: oldValue }, 'oldValue');
    checkIdentifier(context, { kind, value: newValue }, 'newValue');
  })
  .overwrite((given) => ({
    ...given,
    oldValue: canonicalValue(given.kind, given.oldValue),
    newValue: canonicalValue(given.kind, given.newValue),
  }));

export const IdentifierSuperseded = defineEvent('IdentifierSuperseded', {
  version: 1,
  summary: 'An identifier gives way to another, as a new mainboard or label brings it.',
  phase: phases.IdentifierSuperseded,
  emitters: ['refurbisher', 'manufacturer', 'operator'],
  data: eventData({
    changes: z.array(change).min(1).max(16).describe('Which identifier gives way to which'),
    reason: z.enum(['mainboard_replaced', 'relabel', 'correction']),
    partId: partId.exactOptional(),
  }),
});
export type IdentifierSupersededData = z.output<typeof IdentifierSuperseded.data>;
