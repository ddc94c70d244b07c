import type { Metric } from '../metric.js';
import { collectionRate } from '../shapes/collection-rate.js';
import { COLLECTED_AND_SOLD, FLEET_RATE } from './fleet-rate.js';
import { FINAL_ONCE_CLOSED } from './scope.js';

const columns = {};

/** Mass collected over mass sold new; not the national rate. */
export const fleetCollectionRate: Metric = {
  definition: {
    ...FLEET_RATE,
    name: 'fleetCollectionRate',
    title: 'Fleet collection rate',
    formula: 'mass collected in the year / mean mass sold new in the three years before',
    numerator: 'mass collected as waste (kg)',
    source: 'After Directive 2012/19/EU, Art. 7, over this fleet only: not comparable with the national target of 65 %',
    version: 1,
    monthOf: 'the collection',
    partnerIs: 'the collector; the denominator is the whole fleet’s',
    events: ['TakenBack', 'CollectedAsWaste', 'DeviceSoldNew'],
    periodRule: 'event',
    unknowns: 'no value until each of the three years before has sales of known mass',
    finalWhen: FINAL_ONCE_CLOSED,
  },
  columns,
  sources: COLLECTED_AND_SOLD,
  unknown: { measure: 'collectedUnknown' },
  population: { measure: 'collectedDevices' },
  figures: collectionRate(columns),
};
