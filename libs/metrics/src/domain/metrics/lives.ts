import type { Metric } from '../metric.js';
import { sum } from '../shapes/sum.js';
import { OPENED_LIVES } from './opened-lives.js';

const columns = {};

/** Lives opened, observed and inferred apart. */
export const lives: Metric = {
  definition: {
    ...OPENED_LIVES,
    name: 'lives',
    title: 'Lives opened',
    formula: 'count of lives opened and not voided',
    numerator: 'lives',
    denominator: null,
    unit: 'lives',
    source: 'Definition of this product.',
    version: 1,
    excludes: ['sales returned in their window', 'wholesale', 'later rentals by the same owner'],
    dimensions: ['partner', 'category', 'model', 'country', 'observation', 'kind'],
    alwaysBy: ['observation'],
    monthOf: 'the opening; for a life of unknown start the first report of its device',
    partnerIs: 'the seller',
    unknowns: 'inferred lives are shown apart from observed ones',
  },
  columns,
  sources: { amount: { measure: 'lives', has: ['observation', 'kind'] } },
  population: { measure: 'lives', has: ['observation', 'kind'] },
  figures: sum({ columns }),
};
