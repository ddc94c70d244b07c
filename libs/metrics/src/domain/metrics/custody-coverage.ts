import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Handovers that both ends confirm. */
export const custodyCoverage: Metric = {
  definition: {
    name: 'custodyCoverage',
    title: 'Custody coverage',
    formula: 'legs between partners confirmed by both ends / legs between partners',
    numerator: 'legs with matching release and acceptance',
    denominator: 'confirmed, one-sided, inferred and contested legs',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['legs with a consumer end', 'open and rejected legs'],
    dimensions: ['partner', 'category', 'model', 'country', 'state', 'confidence'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the acceptance',
    partnerIs: 'the receiver',
    events: ['CustodyReleased', 'CustodyAccepted', 'TransportScanned', 'DeviceReceived'],
    periodRule: 'event',
    unknowns: 'a leg that only one end reported counts as not confirmed',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    count: { measure: 'custodyLegs', has: ['state', 'confidence'], over: 'state', only: { legKind: ['partner'] } },
  },

  population: { measure: 'custodyLegs', has: ['state', 'confidence'], only: { legKind: ['partner'] } },
  figures: share({ columns, over: 'state', focus: ['confirmed'] }),
};
