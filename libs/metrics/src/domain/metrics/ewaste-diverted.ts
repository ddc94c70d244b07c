import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { sum } from '../shapes/sum.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = { partner: 'credited' };

/** Mass kept out of waste. */
export const ewasteDiverted: Metric = {
  definition: {
    name: 'ewasteDiverted',
    title: 'E-waste diverted',
    formula: 'mass of devices with a resale-opened life, less reused parts inside, plus reused parts when installed',
    numerator: 'mass (kg)',
    denominator: null,
    unit: 'kg',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['sales returned in their window', 'wholesale', 'devices and parts of unknown mass (shown as unknown)'],
    dimensions: ['partner', 'seller', 'marketplace', 'category', 'model', 'country', 'item', 'massSource'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the opening of the life; for a part its installation',
    partnerIs: 'the refurbisher of the cycle, else the seller; for a part its installer',
    events: ['DeviceResold', 'DeliveryConfirmed', 'ReturnAuthorised', 'PartInstalled'],
    periodRule: 'event',
    unknowns:
      'devices and parts of unknown mass are a row of their own; a category’s default mass is marked by massSource',
    finalWhen: 'when the period is closed and the return windows of its lives have ended',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    amount: { measure: 'divertedMass', has: ['item', 'massSource'] },
    count: { measure: 'divertedItems', has: ['item', 'massSource'] },
  },
  unknown: { measure: 'divertedUnknown', has: ['item'] },
  population: { measure: 'divertedItems', has: ['item', 'massSource'] },
  figures: sum({ columns, per: 1_000_000 }),
};
