import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { expected } from '../shapes/expected.js';
import { FLEET_SCOPE } from './scope.js';

const columns = { partner: 'credited' };

/** What the lives opened are expected to avoid. */
export const avoidedImpactExpected: Metric = {
  definition: {
    name: 'avoidedImpactExpected',
    title: 'Avoided impact, expected',
    formula: 'displacement x factor x years of use of the factor set (or x 1 per device)',
    numerator: 'credited lives with a factor',
    denominator: null,
    unit: 'by indicator',
    scope: FLEET_SCOPE,
    source: 'The factor set named in the value',
    version: 1,
    excludes: [
      'first lives',
      'private resales, rentals, donations, warranty replacements and new sales',
      'devices with an open double trade-in or life after an end (shown as unknown)',
      'categories and indicators that the factor set does not give (shown as unknown)',
    ],
    dimensions: ['partner', 'seller', 'marketplace', 'category', 'model', 'country', 'outcome', 'indicator'],
    alwaysBy: ['indicator', 'outcome'],
    periods: PERIODS,
    monthOf: 'the opening of the life',
    partnerIs:
      'the refurbisher of the cycle, else the seller; seller and marketplace are other views of the same lives',
    usesFactors: true,
  },
  columns,
  sources: { count: { measure: 'qualifyingLives', has: ['outcome'], split: ['category'] } },
  unknown: { measure: 'qualifyingLivesUnknown' },
  population: { measure: 'qualifyingLives', has: ['outcome'] },
  figures: expected(columns),
};
