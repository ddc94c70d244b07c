import type { Metric } from '../metric.js';
import { expected } from '../shapes/expected.js';
import { AVOIDED_IMPACT, columns, UNCREDITED } from './avoided-impact.js';

/** What the lives opened are expected to avoid. */
export const avoidedImpactExpected: Metric = {
  definition: {
    ...AVOIDED_IMPACT,
    name: 'avoidedImpactExpected',
    title: 'Avoided impact, expected',
    formula: 'displacement x factor x years of use of the factor set (or x 1 per device)',
    numerator: 'credited lives with a factor',
    excludes: [...UNCREDITED],
    monthOf: 'the opening of the life',
  },
  columns,
  sources: { count: { measure: 'qualifyingLives', has: ['outcome'], split: ['category'] } },
  unknown: { measure: 'qualifyingLivesUnknown' },
  population: { measure: 'qualifyingLives', has: ['outcome'] },
  figures: expected(columns),
};
