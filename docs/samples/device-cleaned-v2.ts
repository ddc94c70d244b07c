import { z } from 'zod';
import { defineEvent } from '#kernel';
import { phases } from '../../libs/lifecycle/src/domain/events/phases.js';
import { eventData } from '../../libs/lifecycle/src/domain/values/event-data.js';
import { word } from '../../libs/lifecycle/src/domain/values/text.js';

export const DeviceCleaned = defineEvent('DeviceCleaned', {
  version: 2,
  summary: 'It was cleaned inside or outside.',
  phase: phases.RepairPerformed,
  emitters: ['refurbisher', 'retailer', 'marketplace'],
  possession: true,
  tiers: { methods: 'public' },
  data: eventData({
    methods: z.array(word).min(1).max(10).describe('How it was cleaned, in order'),
  }),
  upcast: { 1: ({ method, ...rest }) => ({ ...rest, methods: [method ?? 'unstated'] }) },
});
