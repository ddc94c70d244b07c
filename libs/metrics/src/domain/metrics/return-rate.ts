import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Units that came back in their return window. */
export const returnRate: Metric = {
  definition: {
    name: 'returnRate',
    title: 'Return rate',
    formula: 'units returned in their window / units delivered whose window has ended',
    numerator: 'units returned no later than delivery + window',
    denominator: 'units delivered to end users',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: [
      'wholesale',
      'cancelled sales',
      'deliveries whose window is open (shown as unknown, the cohort is provisional)',
    ],
    dimensions: ['partner', 'category', 'model', 'country', 'saleKind', 'returned'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the delivery',
    partnerIs: 'the seller',
    events: ['DeviceResold', 'DeviceSoldNew', 'DeliveryConfirmed', 'ReturnAuthorised', 'ReturnReceived'],
    periodRule: 'cohort',
    unknowns:
      'deliveries whose window is open are a row of their own; a delivery that nobody reported is inferred three days after the sale',
    finalWhen: 'when the months of delivery are closed and the last window has ended',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'deliveries', has: ['saleKind', 'returned'], over: 'returned' } },

  population: { measure: 'deliveries', has: ['saleKind', 'returned'] },
  figures: share({ columns, over: 'returned', focus: ['yes'] }),
};
