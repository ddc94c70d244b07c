import { z } from 'zod';
import { defineEvent } from '#kernel';
import { sha256 } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const EditionStated = defineEvent('EditionStated', {
  version: 1,
  summary: 'The content of an imported edition, or a part of it, for as long as the log is kept.',
  phase: phases.EditionStated,
  emitters: ['operator'],
  subject: 'none',
  tiers: {
    edition: 'holder',
    sha256: 'holder',
    part: 'holder',
    parts: 'holder',
    text: 'holder',
    decidedBy: 'auditor',
  },
  data: eventData({
    edition: line.describe('Name of the edition'),
    sha256,
    part: z.int().min(1).max(100).describe('Number of this part, from 1'),
    parts: z.int().min(1).max(100).describe('How many there are'),
    text: z.string().min(1).max(16_000).describe('That part of its canonical JSON (RFC 8785)'),
    decidedBy: code.describe('Operator who imported it'),
  }),
});
export type EditionStatedData = z.output<typeof EditionStated.data>;
