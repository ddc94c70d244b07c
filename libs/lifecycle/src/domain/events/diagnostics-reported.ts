import { z } from 'zod';
import { defineEvent } from '#kernel';
import { battery, locks, r2, tests, tool } from '../values/diagnosis.js';
import { eventData } from '../values/event-data.js';
import { media } from '../values/medium.js';
import { batteryLot, parts } from '../values/part.js';
import { phases } from './phases.js';

export const DiagnosticsReported = defineEvent('DiagnosticsReported', {
  version: 1,
  summary: 'It was tested.',
  phase: phases.DiagnosticsReported,
  emitters: ['diagnostics', 'refurbisher', 'trade-in', 'recycler', 'retailer', 'marketplace', 'manufacturer'],
  possession: true,
  tiers: {
    tool: 'holder',
    stage: 'holder',
    tests: 'repairer',
    result: 'holder',
    battery: 'holder',
    media: 'holder',
    locks: 'holder',
    parts: 'repairer',
    batteryLot: 'holder',
    r2: 'holder',
  },
  data: eventData({
    tool,
    stage: z
      .enum(['intake', 'in_process', 'final', 'return', 'in_field'])
      .describe('At which point of its way it was tested'),
    tests: tests.describe('Single tests').exactOptional(),
    result: z.enum(['pass', 'fail']).describe('Verdict over all tests').exactOptional(),
    battery: battery.describe('What the battery reads').exactOptional(),
    media: media.exactOptional(),
    locks: locks.describe('Locks and their state').exactOptional(),
    parts: parts.describe('Parts as the tool found them').exactOptional(),
    batteryLot: batteryLot.exactOptional(),
    r2: r2.describe('Category under R2v3').exactOptional(),
  }),
});
export type DiagnosticsReportedData = z.output<typeof DiagnosticsReported.data>;
