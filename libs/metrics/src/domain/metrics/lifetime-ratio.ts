import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { lifetimeRatio as ratio } from '../shapes/lifetime.js';
import { ISO_SOURCE } from './iso-flows.js';
import { FLEET_SCOPE } from './scope.js';

const columns = {};

/** How long devices served, against what is usual for them. */
export const lifetimeRatio: Metric = {
  definition: {
    name: 'lifetimeRatio',
    title: 'Lifetime against industry average',
    formula: 'years of use over all lives / average lifetime of the industry, both summed over the devices',
    numerator: 'years of use of devices that ended, away for repair taken out',
    denominator: 'average lifetimes of their categories (years)',
    unit: 'ratio',
    scope: FLEET_SCOPE,
    source: ISO_SOURCE,
    version: 1,
    excludes: [
      'devices that have not ended',
      'devices with a life of unknown bounds, and categories without an average lifetime (shown as unknown)',
    ],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'the end: dismantled, destroyed or recycled',
    periodRule: 'cohort',
    partnerIs: 'the partner with whom the device ended',
    events: [
      'DeviceSoldNew',
      'DeviceResold',
      'DeliveryConfirmed',
      'DeviceReceived',
      'DeviceDismantled',
      'RecyclingCompleted',
    ],
    unknowns: 'rows of their own; nothing is estimated for a life whose beginning or end nobody saw',
    finalWhen: 'when the months are closed; an end that is corrected restates it',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    use: { measure: 'endedUse', split: ['category'] },
    count: { measure: 'endedDevices', split: ['category'] },
  },
  unknown: { measure: 'endedUnknown' },
  population: { measure: 'endedDevices' },
  figures: ratio(columns),
};
