import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Why units come back. */
export const returnReasons: Metric = {
  definition: {
    name: 'returnReasons',
    title: 'Return reasons',
    formula: 'returns for a reason / returns with a reason under the same scheme',
    numerator: 'returns for the reason',
    denominator: 'returns whose reason is known under the scheme',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['wholesale and cancelled sales', 'returns without a reason (shown as unknown)'],
    dimensions: ['partner', 'category', 'model', 'country', 'saleKind', 'inWindow', 'reasonScheme', 'reasonCode'],
    alwaysBy: ['reasonScheme', 'reasonCode'],
    periods: PERIODS,
    monthOf: 'the return',
    periodRule: 'event',
    partnerIs: 'the seller',
    events: ['ReturnAuthorised', 'ReturnReceived'],
    unknowns: 'returns without a reason are a row of their own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    count: { measure: 'returns', has: ['saleKind', 'inWindow', 'reasonScheme', 'reasonCode'], over: 'reasonCode' },
  },
  unknown: { measure: 'returnsUnexplained', has: ['saleKind', 'inWindow'] },
  population: { measure: 'returns', has: ['saleKind', 'inWindow', 'reasonScheme', 'reasonCode'] },
  figures: share({ columns, over: 'reasonCode' }),
};
