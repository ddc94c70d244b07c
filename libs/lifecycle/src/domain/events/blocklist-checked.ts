import { z } from 'zod';
import { defineEvent } from '#kernel';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { code, line } from '../values/text.js';
import { phases } from './phases.js';

export const BlocklistChecked = defineEvent('BlocklistChecked', {
  version: 1,
  summary: 'A register of lost and blocked devices was asked.',
  phase: phases.BlocklistChecked,
  emitters: ['registry', 'diagnostics', 'refurbisher', 'trade-in', 'retailer', 'marketplace'],
  repeatsTime: 'checkedAt',
  tiers: {
    register: 'holder',
    result: 'holder',
    fromCache: 'holder',
    reason: 'holder',
    checkedAt: 'holder',
  },
  data: eventData({
    register: code.describe('Name of the register'),
    result: z
      .enum(['clean', 'lost', 'stolen', 'fraud', 'finance', 'blocked', 'unknown'])
      .describe("The register's answer"),
    fromCache: z.boolean().describe('The answer was not asked for anew').exactOptional(),
    reason: line.describe('Reason as the register gives it').exactOptional(),
    checkedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type BlocklistCheckedData = z.output<typeof BlocklistChecked.data>;
