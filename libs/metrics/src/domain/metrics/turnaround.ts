import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { percentile } from '../shapes/percentile.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Time from receipt to ready. */
export const turnaround: Metric = {
  definition: {
    name: 'turnaround',
    title: 'Turnaround time',
    formula: 'nearest-rank percentiles of (ready - received - holds), whole minutes',
    numerator: 'rank of the value',
    denominator: 'visits',
    unit: 'min',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['time on hold', 'visits that never became ready', 'visits known to the day only (shown as unknown)'],
    dimensions: ['partner', 'category', 'model', 'country', 'statistic'],
    alwaysBy: ['statistic'],
    periods: PERIODS,
    monthOf: 'becoming ready',
    partnerIs: 'the partner of the visit',
    events: ['DeviceReceived', 'HoldPlaced', 'HoldReleased', 'DeviceReadied', 'RefurbishmentCompleted', 'DeviceListed'],
    periodRule: 'event',
    unknowns: 'visits known to the day only are a row of their own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'turnaroundVisits', split: ['minutes'] } },
  unknown: { measure: 'turnaroundUnknown' },
  population: { measure: 'turnaroundVisits' },
  figures: percentile({ columns, bucket: 'minutes' }),
};
