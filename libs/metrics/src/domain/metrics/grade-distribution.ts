import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Grades at the sale, within their scheme. */
export const gradeDistribution: Metric = {
  definition: {
    name: 'gradeDistribution',
    title: 'Grade distribution',
    formula: 'resales at a grade / resales graded under the same scheme',
    numerator: 'resales at the grade',
    denominator: 'resales graded under the scheme',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['new sales, wholesale and cancelled sales', 'sales without a known grade (shown as unknown)'],
    dimensions: ['partner', 'category', 'model', 'country', 'scheme', 'grade', 'channel'],
    alwaysBy: ['scheme', 'grade'],
    periods: PERIODS,
    monthOf: 'the sale',
    partnerIs: 'the seller',
    events: ['DeviceResold', 'GradeAssigned', 'SaleCancelled'],
    periodRule: 'event',
    unknowns: 'sales without a known grade are a row of their own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'soldGrades', has: ['scheme', 'grade', 'channel'], over: 'grade' } },
  unknown: { measure: 'soldUngraded' },
  population: { measure: 'soldGrades', has: ['scheme', 'grade', 'channel'] },
  figures: share({ columns, over: 'grade' }),
};
