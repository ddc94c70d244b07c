import type { Metric } from '../metric.js';
import { livesPerDevice } from '../shapes/lives-per-device.js';
import { OPENED_LIVES } from './opened-lives.js';
import { PRACTICE } from './scope.js';

const columns = {};

/** Lives per device as known at the end of the period. */
export const averageLives: Metric = {
  definition: {
    ...OPENED_LIVES,
    name: 'averageLives',
    title: 'Average number of lives',
    formula: 'lives / devices with at least one life, both since the beginning',
    numerator: 'lives opened until the end of the period',
    denominator: 'devices with a life until then, counted once in each group',
    unit: 'lives per device',
    source: PRACTICE,
    version: 1,
    excludes: ['sales returned in their window', 'wholesale'],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    monthOf: 'the opening',
    partnerIs: 'the seller; a device with lives by two sellers counts for each of them and once in the total',
    unknowns:
      'a device first seen used has an inferred life of unknown start, counted in the month of its first report; how many are inferred is said',
  },
  columns,
  sources: { count: { measure: 'lives', split: ['firstFor', 'observation'], cumulative: true } },
  population: { measure: 'lives', cumulative: true },
  figures: livesPerDevice(columns),
};
