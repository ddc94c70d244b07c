import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { sum } from '../shapes/sum.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

const columns = {};

/** Root devices that an exclusive identifier names. */
export const devicesKnown: Metric = {
  definition: {
    name: 'devicesKnown',
    title: 'Devices known',
    formula: 'count of devices',
    numerator: 'devices with an exclusive identifier and a counted event',
    denominator: null,
    unit: 'devices',
    scope: FLEET_SCOPE,
    source: 'Definition of this product.',
    version: 1,
    excludes: [
      'devices that only hints name (shown as unknown)',
      'devices whose every event is void or set aside',
      'devices absorbed by a merge',
    ],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the first counted event',
    partnerIs: 'its sender',
    events: ['DeviceRegistered', 'IdentifierAssigned', 'DevicesMerged', 'DeviceSplit'],
    periodRule: 'event',
    unknowns: 'devices that only hints name are a row of their own',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { amount: { measure: 'devicesKnown' } },
  unknown: { measure: 'devicesUnidentified' },
  population: { measure: 'devicesKnown' },
  figures: sum({ columns }),
};
