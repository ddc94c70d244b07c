import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { sum } from '../shapes/sum.js';
import { FLEET_SCOPE } from './scope.js';

const columns = {};

/** Lives opened, observed and inferred apart. */
export const lives: Metric = {
  definition: {
    name: 'lives',
    title: 'Lives opened',
    formula: 'count of lives opened and not voided',
    numerator: 'lives',
    denominator: null,
    unit: 'lives',
    scope: FLEET_SCOPE,
    source: 'Definition of this product.',
    version: 1,
    excludes: ['sales returned in their window', 'wholesale', 'later rentals by the same owner'],
    dimensions: ['partner', 'category', 'model', 'country', 'observation', 'kind'],
    alwaysBy: ['observation'],
    periods: PERIODS,
    monthOf: 'the opening; for a life of unknown start the first report of its device',
    partnerIs: 'the seller',
    events: [
      'DeviceSoldNew',
      'DeviceResold',
      'DeviceDonated',
      'DeviceRented',
      'DeviceReplaced',
      'DeliveryConfirmed',
      'ReturnAuthorised',
    ],
    periodRule: 'event',
    unknowns: 'inferred lives are shown apart from observed ones',
    finalWhen: 'when the period is closed and the return windows of its lives have ended',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { amount: { measure: 'lives', has: ['observation', 'kind'] } },

  population: { measure: 'lives', has: ['observation', 'kind'] },
  figures: sum({ columns }),
};
