import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { identifierKind, identifierValue, spelledAs } from '../values/identifier.js';
import { deviceId } from '../values/target.js';
import { note } from '../values/text.js';
import { phases } from './phases.js';

export const IdentifierContestResolved = defineEvent('IdentifierContestResolved', {
  version: 1,
  summary: 'A contested identifier belongs to one device, or to none.',
  phase: phases.IdentifierContestResolved,
  emitters: ['operator', 'auditor'],
  tiers: {
    kind: 'holder',
    value: 'holder',
    holderDeviceId: 'holder',
    note: 'holder',
  },
  data: eventData({
    kind: identifierKind.describe('Kind of identifier'),
    value: identifierValue,
    holderDeviceId: z.union([deviceId, z.literal('none')]).describe('The device that it belongs to, or `none`'),
    note: note.describe('Why, in free words, of no person').exactOptional(),
  }).check(spelledAs<{ kind: string; value: string }>('value')),
});
export type IdentifierContestResolvedData = z.output<typeof IdentifierContestResolved.data>;
