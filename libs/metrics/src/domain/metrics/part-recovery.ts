import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { quotient } from '../shapes/quotient.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** What a donor gives. */
export const partRecovery: Metric = {
  definition: {
    name: 'partRecovery',
    title: 'Part recovery',
    formula: 'parts removed for reuse that passed their test / donors',
    numerator: 'parts removed for reuse from donors, tested and passed',
    denominator: 'cycles that ended with the device as a donor of parts',
    unit: 'parts per donor',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['parts without a test that passed', 'parts removed from devices that go on'],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the end of the cycle',
    partnerIs: 'the partner of the visit in which the device became a donor',
    events: ['PartRemoved', 'PartTested', 'DeviceDismantled'],
    periodRule: 'cohort',
    unknowns: 'a part without a test is not recovered yet',
    finalWhen: 'when the month is closed; a later test restates it',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    numerator: { measure: 'partsRecovered' },
    denominator: { measure: 'partDonors' },
    count: { measure: 'partDonors' },
  },
  population: { measure: 'partDonors' },
  figures: quotient({ columns }),
};
