import type { Metric } from '../metric.js';
import { expected } from '../shapes/expected.js';
import { APART, neededBy, REUSE_SOURCES } from '../shapes/reuse.js';
import { AVOIDED_IMPACT, columns, UNCREDITED } from './avoided-impact.js';

const SOURCES = { count: { measure: 'qualifyingLives', has: ['outcome'], split: APART }, ...REUSE_SOURCES };

/** What the lives opened are expected to avoid. */
export const avoidedImpactExpected: Metric = {
  definition: {
    ...AVOIDED_IMPACT,
    name: 'avoidedImpactExpected',
    title: 'Avoided impact, expected',
    formula:
      'displacement x factor x years of use of the factor set (or x 1 per device); with an absolute set: displacement x ((new device / its years - use of a year) x years of use of the factor set - what refurbishing took)',
    numerator: 'credited lives with a factor',
    excludes: [...UNCREDITED],
    monthOf: 'the opening of the life',
    periodRule: 'cohort',
    finalWhen: 'when the period is closed and the return windows of its lives have ended',
  },
  columns,
  sources: SOURCES,
  sourcesFor: neededBy(SOURCES),
  unknown: { measure: 'qualifyingLivesUnknown' },
  population: { measure: 'qualifyingLives', has: ['outcome'] },
  figures: expected(columns),
};
