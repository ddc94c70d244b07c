import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** How many pass their first final test. */
export const firstPassYield: Metric = {
  definition: {
    name: 'firstPassYield',
    title: 'First-pass yield',
    formula: 'cycles whose first final test passed / cycles final-tested',
    numerator: 'cycles whose first test of stage final passed',
    denominator: 'cycles with a test of stage final',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['later tests of the same cycle', 'cycles refurbished without a final test (shown as unknown)'],
    dimensions: ['partner', 'category', 'model', 'country', 'result'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the first final test',
    partnerIs: 'the tester',
    events: ['DiagnosticsReported', 'RefurbishmentCompleted'],
    periodRule: 'event',
    unknowns: 'cycles refurbished without a final test are a row of their own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'firstFinalTests', has: ['result'], over: 'result' } },
  unknown: { measure: 'refurbishedUntested' },
  population: { measure: 'firstFinalTests', has: ['result'] },
  figures: share({ columns, over: 'result', focus: ['pass'] }),
};
