import type { z } from 'zod';
import { defineEvent } from '#kernel';
import { lockKind, lockState } from '../values/diagnosis.js';
import { eventData } from '../values/event-data.js';
import { moment } from '../values/moment.js';
import { line } from '../values/text.js';
import { phases } from './phases.js';

export const LockStateObserved = defineEvent('LockStateObserved', {
  version: 1,
  summary: 'Somebody looked whether it is locked.',
  phase: phases.LockStateObserved,
  emitters: ['diagnostics', 'registry', 'refurbisher', 'trade-in'],
  repeatsTime: 'checkedAt',
  tiers: {
    kind: 'holder',
    state: 'holder',
    source: 'holder',
    checkedAt: 'holder',
  },
  data: eventData({
    kind: lockKind.describe('Which lock'),
    state: lockState.describe('State of the lock'),
    source: line.describe('Where the state was read').exactOptional(),
    checkedAt: moment.describe('Repeats `occurredAt`').exactOptional(),
  }),
});
export type LockStateObservedData = z.output<typeof LockStateObserved.data>;
