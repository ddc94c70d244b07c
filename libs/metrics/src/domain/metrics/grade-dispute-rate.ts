import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};
const has = ['scheme', 'grade', 'channel', 'disputed'];

/** Sold grades that somebody disputed when the unit came back. */
export const gradeDisputeRate: Metric = {
  definition: {
    name: 'gradeDisputeRate',
    title: 'Grade dispute rate',
    formula: 'resales at a grade that were disputed / resales at that grade',
    numerator: 'resales returned as not as described, or graded lower on their return by another party',
    denominator: 'resales with a known grade',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: [
      'new sales, wholesale and cancelled sales',
      'sales without a known grade (shown as unknown)',
      'return reasons of channels without a list of what means "not as described"',
    ],
    dimensions: ['partner', 'category', 'model', 'country', ...has],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the sale',
    partnerIs: 'the seller',
    events: ['DeviceResold', 'GradeAssigned', 'ReturnReceived', 'ReturnAuthorised', 'GradeDisputed'],
    periodRule: 'cohort',
    unknowns: 'sales without a known grade are a row of their own',
    finalWhen: 'when the month of the sale is closed; a later dispute restates it',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'soldGrades', has, over: 'disputed' } },
  unknown: { measure: 'soldUngraded' },
  population: { measure: 'soldGrades', has },
  figures: share({ columns, over: 'disputed', focus: ['yes'] }),
};
