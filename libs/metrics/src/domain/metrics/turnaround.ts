import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { percentile } from '../shapes/percentile.js';
import { FLEET_SCOPE } from './scope.js';

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
    source: 'Re-commerce practice; definition of this product.',
    version: 1,
    excludes: ['time on hold', 'visits that never became ready', 'visits known to the day only (shown as unknown)'],
    dimensions: ['partner', 'category', 'model', 'country', 'statistic'],
    alwaysBy: ['statistic'],
    periods: PERIODS,
    monthOf: 'becoming ready',
    partnerIs: 'the partner of the visit',
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'turnaroundVisits', split: ['minutes'] } },
  unknown: { measure: 'turnaroundUnknown' },
  population: { measure: 'turnaroundVisits' },
  figures: percentile({ columns, bucket: 'minutes' }),
};
