import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Whether devices are what their sellers say. */
export const declaredAgainstAssessedGrade: Metric = {
  definition: {
    name: 'declaredAgainstAssessedGrade',
    title: 'Declared against assessed grade',
    formula: 'trade-ins assessed the same, better or worse than declared / trade-ins with both grades',
    numerator: 'trade-ins with that result',
    denominator: 'trade-ins whose declared and assessed grades are of one scheme',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: [
      'offers that nobody took, cancelled trade-ins, and those without a declared grade',
      'trade-ins not assessed, or in another scheme (shown as unknown)',
    ],
    dimensions: ['partner', 'category', 'model', 'country', 'scheme', 'assessed'],
    alwaysBy: ['assessed'],
    periods: PERIODS,
    monthOf: 'the assessment',
    periodRule: 'event',
    partnerIs: 'whoever assessed it',
    events: ['TradeInQuoted', 'TradeInAccepted', 'TradeInAmended', 'TradeInSettled'],
    unknowns: 'trade-ins not assessed and grades that do not compare are rows of their own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'gradesAssessed', has: ['scheme', 'assessed'], over: 'assessed' } },
  unknown: { measure: 'gradesNotAssessed' },
  population: { measure: 'gradesAssessed', has: ['scheme', 'assessed'] },
  figures: share({ columns, over: 'assessed' }),
};
