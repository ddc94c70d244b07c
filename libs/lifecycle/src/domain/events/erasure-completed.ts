import { z } from 'zod';
import { defineEvent } from '#kernel';
import { tool } from '../values/diagnosis.js';
import { certificate } from '../values/document.js';
import { eventData } from '../values/event-data.js';
import { durationS } from '../values/measure.js';
import { mediumId } from '../values/medium.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

const verification = z
  .strictObject({
    method: line.describe('Such as full read-back or sampling'),
    by: code.describe('Opaque reference of who verified').exactOptional(),
    result: z.enum(['pass', 'fail']).describe('What was found'),
  })
  .describe('Whether it was looked at afterwards');

export const ErasureCompleted = defineEvent('ErasureCompleted', {
  version: 1,
  summary: 'A storage medium was erased, or erasing it failed.',
  phase: phases.ErasureCompleted,
  emitters: ['erasure', 'refurbisher', 'recycler', 'trade-in', 'manufacturer', 'diagnostics'],
  possession: true,
  tiers: {
    level: 'public',
    method: 'holder',
    tool: 'holder',
    standard: 'holder',
    result: 'public',
    mediumId: 'holder',
    verification: { method: 'holder', by: 'auditor', result: 'holder' },
    certificate: 'holder',
    performedBy: 'auditor',
    mediaComplete: 'holder',
    passes: 'holder',
    durationS: 'holder',
  },
  data: eventData({
    level: z.enum(['clear', 'purge', 'destroy']).describe('Level of NIST SP 800-88'),
    method: line.describe('Such as overwrite, block erase, cryptographic erase'),
    tool,
    standard: line.describe('Standard and revision that it follows'),
    result: z.enum(['pass', 'fail', 'partial']).describe('Whether the medium was erased'),
    mediumId: mediumId.describe('Absent: `internal`').exactOptional(),
    verification: verification.exactOptional(),
    certificate: certificate.describe('The certificate of the erasure').exactOptional(),
    performedBy: code.describe('Opaque reference of who did it').exactOptional(),
    mediaComplete: z.boolean().describe('All media of the device are known').exactOptional(),
    passes: z.number().int().min(0).max(100).describe('Overwriting passes').exactOptional(),
    durationS: durationS.exactOptional(),
  }),
});
export type ErasureCompletedData = z.output<typeof ErasureCompleted.data>;
