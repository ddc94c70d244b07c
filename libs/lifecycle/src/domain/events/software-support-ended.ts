import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { day } from '../values/moment.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const SoftwareSupportEnded = defineEvent('SoftwareSupportEnded', {
  version: 1,
  summary: 'Its maker ends updates for a model.',
  phase: phases.SoftwareSupportEnded,
  emitters: ['manufacturer', 'operator'],
  subject: 'model',
  tiers: {
    model: 'public',
    date: 'public',
  },
  data: eventData({
    model: line.describe('Name of the model'),
    date: day.describe('Last day with security updates'),
  }),
});
export type SoftwareSupportEndedData = z.output<typeof SoftwareSupportEnded.data>;
