import { z } from 'zod';
import { defineEvent } from '#kernel';
import { sha256 } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const EditionActivated = defineEvent('EditionActivated', {
  version: 1,
  summary: 'An edition of reference data is in use.',
  phase: phases.EditionActivated,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    edition: 'holder',
    sha256: 'holder',
    default: 'holder',
    contentIn: 'holder',
    decidedBy: 'auditor',
  },
  data: eventData({
    edition: line.describe('Name of the edition'),
    sha256,
    default: z.boolean().describe('It is used where none is named').exactOptional(),
    contentIn: line.describe('Stream that holds its content, where the code does not carry it').exactOptional(),
    decidedBy: code.describe('Operator who decided it, where it was not the code').exactOptional(),
  }),
});
export type EditionActivatedData = z.output<typeof EditionActivated.data>;
