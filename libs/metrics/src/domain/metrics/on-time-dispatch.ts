import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { share } from '../shapes/share.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Whether sellers send when they said. */
export const onTimeDispatch: Metric = {
  definition: {
    name: 'onTimeDispatch',
    title: 'On-time dispatch',
    formula: 'units handed to a carrier by the expected day / units with an expected day of dispatch',
    numerator: 'units handed over no later than the day of dispatch (the day as stated, of a time that of UTC)',
    denominator: 'units sold with a day of dispatch',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: [
      'new sales, sales over the counter, wholesale and cancelled sales',
      'sales without a day of dispatch (shown as unknown)',
    ],
    dimensions: ['partner', 'category', 'model', 'country', 'onTime'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the expected day of dispatch',
    periodRule: 'cohort',
    partnerIs: 'the seller',
    events: ['DeviceResold', 'CustodyAccepted', 'TransportScanned', 'DeliveryConfirmed'],
    unknowns:
      'units without a reported hand-over are a row of their own, unless a delivery shows that they left in time',
    finalWhen: 'when the month is closed; a hand-over reported later restates it',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'dispatches', has: ['onTime'], over: 'onTime' } },
  unknown: { measure: 'dispatchesUnknown' },
  population: { measure: 'dispatches', has: ['onTime'] },
  figures: share({ columns, over: 'onTime', focus: ['yes'] }),
};
