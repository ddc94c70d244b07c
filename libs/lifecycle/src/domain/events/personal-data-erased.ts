import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const PersonalDataErased = defineEvent('PersonalDataErased', {
  version: 1,
  summary: 'What was kept about a person can no longer be read.',
  phase: phases.PersonalDataErased,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    subjectRef: 'auditor',
    keyId: 'auditor',
    legalBasis: 'holder',
  },
  data: eventData({
    subjectRef: code.describe('Pseudonym of the person'),
    keyId: code.describe('The key that was destroyed'),
    legalBasis: line.describe('What the erasure rests on').exactOptional(),
  }),
});
export type PersonalDataErasedData = z.output<typeof PersonalDataErased.data>;
