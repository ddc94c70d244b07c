import type { Metric } from '../metric.js';
import { realised } from '../shapes/realised.js';
import { AVOIDED_IMPACT, columns, UNCREDITED } from './avoided-impact.js';

/** Lives that earn nothing are left out; those that could not be judged come as unknown. */
const CREDITED = { credit: ['qualified', 'open-finding', 'no-intake-cycle'] };

/** What use that has happened has avoided. */
export const avoidedImpactRealised: Metric = {
  definition: {
    ...AVOIDED_IMPACT,
    name: 'avoidedImpactRealised',
    title: 'Avoided impact, realised',
    formula: 'displacement x factor per year of use x years of use',
    numerator: 'years of use of credited lives with a factor',
    excludes: [...UNCREDITED, 'factor sets that do not count per year of use (shown as unknown)'],
    monthOf: 'use',
  },
  columns,
  sources: {
    edges: {
      measure: 'useEdges',
      has: ['outcome'],
      only: CREDITED,
      split: ['category', 'credit', 'edge'],
      cumulative: true,
    },
    offsets: {
      measure: 'useEdgeOffsets',
      has: ['outcome'],
      only: CREDITED,
      split: ['category', 'credit'],
      cumulative: true,
    },
  },
  population: {
    measure: 'useEdges',
    has: ['outcome'],
    only: { credit: ['qualified'], edge: ['start'] },
    cumulative: true,
  },
  figures: realised(columns),
};
