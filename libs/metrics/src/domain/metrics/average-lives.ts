import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { livesPerDevice } from '../shapes/lives-per-device.js';
import { FLEET_SCOPE, PRACTICE } from './scope.js';

const columns = {};

/** Lives per device as known at the end of the period. */
export const averageLives: Metric = {
  definition: {
    name: 'averageLives',
    title: 'Average number of lives',
    formula: 'lives / devices with at least one life, both since the beginning',
    numerator: 'lives opened until the end of the period',
    denominator: 'devices with a life until then, counted once in each group',
    unit: 'lives per device',
    scope: FLEET_SCOPE,
    source: PRACTICE,
    version: 1,
    excludes: ['sales returned in their window', 'wholesale'],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the opening',
    partnerIs: 'the seller; a device with lives by two sellers counts for each of them and once in the total',
    events: [
      'DeviceSoldNew',
      'DeviceResold',
      'DeviceDonated',
      'DeviceRented',
      'DeviceReplaced',
      'DeliveryConfirmed',
      'ReturnAuthorised',
    ],
    periodRule: 'event',
    unknowns:
      'a device first seen used has an inferred life of unknown start, counted in the month of its first report; how many are inferred is said',
    finalWhen: 'when the period is closed and the return windows of its lives have ended',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: { count: { measure: 'lives', split: ['firstFor', 'observation'], cumulative: true } },

  population: { measure: 'lives', cumulative: true },
  figures: livesPerDevice(columns),
};
