import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { percentile } from '../shapes/percentile.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** How long buyers wait. */
export const timeToDelivery: Metric = {
  definition: {
    name: 'timeToDelivery',
    title: 'Time to delivery',
    formula: 'nearest-rank percentiles of (delivered - paid) and of (delivered - handed to the carrier), whole minutes',
    numerator: 'rank of the value',
    denominator: 'units delivered',
    unit: 'min',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: [
      'new sales, sales over the counter, wholesale and cancelled sales',
      'deliveries, payments and hand-overs known to the day only, or not reported (shown as unknown)',
    ],
    dimensions: ['partner', 'category', 'model', 'country', 'since', 'statistic'],
    alwaysBy: ['since', 'statistic'],
    periods: PERIODS,
    monthOf: 'the delivery',
    periodRule: 'event',
    partnerIs: 'the seller',
    events: ['DeviceResold', 'CustodyAccepted', 'TransportScanned', 'DeliveryConfirmed'],
    unknowns: 'deliveries without a time of payment, hand-over or delivery are rows of their own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'deliveryTimes', has: ['since'], split: ['minutes'] } },
  unknown: { measure: 'deliveryTimesUnknown' },
  population: { measure: 'deliveryTimes', has: ['since'] },
  figures: percentile({ columns, bucket: 'minutes' }),
};
