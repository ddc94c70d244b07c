import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

const columns = {};

/** Whether erasures are certified soon. */
export const erasureCertificateRate: Metric = {
  definition: {
    name: 'erasureCertificateRate',
    title: 'Erasure certificates within 48 hours',
    formula: 'sanitised departures with every certificate within 48 h of its erasure / sanitised departures',
    numerator: 'departures whose every erasure was certified no later than 48 h after it',
    denominator: 'departures of data-bearing devices with verified sanitisation of every medium',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: 'Re-commerce practice (48 h); definition of this product.',
    version: 1,
    excludes: ['departures without verified sanitisation (see erasureCoverage)'],
    dimensions: ['partner', 'category', 'model', 'country', 'certificateWithin48h'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'leaving',
    periodRule: 'event',
    partnerIs: 'the last holder',
    events: ['ErasureCompleted', 'EvidenceAttached', 'DeviceResold', 'CustodyAccepted'],
    unknowns: 'an erasure without a certificate counts as not certified',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    count: {
      measure: 'dataDepartures',
      has: ['certificateWithin48h'],
      over: 'certificateWithin48h',
      only: { sanitised: ['yes'] },
    },
  },
  population: { measure: 'dataDepartures', has: ['certificateWithin48h'], only: { sanitised: ['yes'] } },
  figures: share({ columns, over: 'certificateWithin48h', focus: ['yes'] }),
};
