import type { Metric } from '../metric.js';
import { realised } from '../shapes/realised.js';
import { APART, neededBy, REUSE_SOURCES } from '../shapes/reuse.js';
import { AVOIDED_IMPACT, columns, UNCREDITED } from './avoided-impact.js';

/** Lives that earn nothing are left out; those that could not be judged come as unknown. */
const CREDITED = { credit: ['qualified', 'open-finding', 'no-intake-cycle'] };

const SOURCES = {
  edges: {
    measure: 'useEdges',
    has: ['outcome'],
    only: CREDITED,
    split: [...APART, 'credit', 'edge'],
    cumulative: true as const,
  },
  offsets: {
    measure: 'useEdgeOffsets',
    has: ['outcome'],
    only: CREDITED,
    split: [...APART, 'credit'],
    cumulative: true as const,
  },
  ...REUSE_SOURCES,
};

/** What use that has happened has avoided. */
export const avoidedImpactRealised: Metric = {
  definition: {
    ...AVOIDED_IMPACT,
    name: 'avoidedImpactRealised',
    title: 'Avoided impact, realised',
    formula:
      'displacement x factor per year of use x years of use; with an absolute set: displacement x ((new device / its years - use of a year) x years of use - what refurbishing took, in the month of opening)',
    numerator: 'years of use of credited lives with a factor',
    excludes: [...UNCREDITED, 'factor sets that count per device (shown as unknown)'],
    monthOf: 'use',
    periodRule: 'event',
    finalWhen: 'when the month of use is closed and the return windows of its lives have ended',
  },
  columns,
  sources: SOURCES,
  sourcesFor: neededBy(SOURCES),
  population: {
    measure: 'useEdges',
    has: ['outcome'],
    only: { credit: ['qualified'], edge: ['start'] },
    cumulative: true,
  },
  figures: realised(columns),
};
