import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { realised } from '../shapes/realised.js';
import { FLEET_SCOPE } from './scope.js';

const columns = { partner: 'credited' };

/** Lives that earn nothing are left out; those that could not be judged come as unknown. */
const CREDITED = { credit: ['qualified', 'open-finding', 'no-intake-cycle'] };

/** What use that has happened has avoided. */
export const avoidedImpactRealised: Metric = {
  definition: {
    name: 'avoidedImpactRealised',
    title: 'Avoided impact, realised',
    formula: 'displacement x factor per year of use x years of use',
    numerator: 'years of use of credited lives with a factor',
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
      'factor sets that do not count per year of use (shown as unknown)',
    ],
    dimensions: ['partner', 'seller', 'marketplace', 'category', 'model', 'country', 'outcome', 'indicator'],
    alwaysBy: ['indicator', 'outcome'],
    periods: PERIODS,
    monthOf: 'use',
    partnerIs:
      'the refurbisher of the cycle, else the seller; seller and marketplace are other views of the same lives',
    usesFactors: true,
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
