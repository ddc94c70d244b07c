import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

const columns = {};

/** Devices that left with verifiably no data. */
export const erasureCoverage: Metric = {
  definition: {
    name: 'erasureCoverage',
    title: 'Erasure coverage',
    formula: 'departures with every medium verifiably sanitised / departures of data-bearing devices',
    numerator: 'departures with verified sanitisation of every medium in this cycle',
    denominator: 'departures of devices that came in with data, or perhaps with data',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: 'NIST SP 800-88; definition of this product.',
    version: 1,
    excludes: ['devices that came in without data', 'erasures of earlier cycles'],
    dimensions: ['partner', 'category', 'model', 'country', 'sanitised', 'certificateWithin48h'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'leaving',
    partnerIs: 'the last holder',
    events: [
      'ErasureCompleted',
      'DiagnosticsReported',
      'PartRemoved',
      'DeviceResold',
      'CustodyAccepted',
      'DeviceDismantled',
      'RecyclingCompleted',
    ],
    periodRule: 'event',
    unknowns: 'an unknown inventory of media counts as not sanitised, and as a row of its own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'dataDepartures', has: ['sanitised', 'certificateWithin48h'], over: 'sanitised' } },
  unknown: { measure: 'dataDeparturesUnknown' },
  population: { measure: 'dataDepartures', has: ['sanitised', 'certificateWithin48h'] },
  figures: share({ columns, over: 'sanitised', focus: ['yes'] }),
};
