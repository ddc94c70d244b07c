import { z } from 'zod';
import { defineEvent, ROLES } from '#kernel';
import { sha256 } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { anomalyId } from '../values/target.js';
import { line, note } from '../values/text.js';
import { phases } from './phases.js';

export const AnomalyResolved = defineEvent('AnomalyResolved', {
  version: 1,
  summary: 'Somebody decided what an anomaly means.',
  phase: phases.AnomalyResolved,
  emitters: ROLES,
  subject: 'none',
  tiers: {
    anomalyId: 'holder',
    about: 'holder',
    resolution: 'holder',
    note: 'holder',
    evidence: 'holder',
  },
  data: eventData({
    anomalyId,
    about: line
      .describe('Of a finding across devices: what it is about, as `GET /v1/findings` names it')
      .exactOptional(),
    resolution: z.enum(['confirmed', 'rejected', 'dismissed']).describe('`confirmed`: the fact is as reported'),
    note: note.describe('Why, in free words, of no person').exactOptional(),
    evidence: sha256.exactOptional(),
  }),
});
export type AnomalyResolvedData = z.output<typeof AnomalyResolved.data>;
