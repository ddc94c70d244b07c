import { z } from 'zod';
import { defineEvent } from '#kernel';
import { sha256 } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { code } from '../values/text.js';
import { phases } from './phases.js';

export const EditionActivated = defineEvent('EditionActivated', {
  version: 1,
  summary: 'An edition of reference data is in use.',
  phase: phases.EditionActivated,
  emitters: ['operator'],
  subject: 'none',
  data: eventData({
    edition: code.describe('Name of the edition'),
    sha256,
    default: z.boolean().describe('It is used where none is named').exactOptional(),
  }),
});
export type EditionActivatedData = z.output<typeof EditionActivated.data>;
