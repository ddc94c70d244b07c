import type { Metric } from '../metric.js';
import { collectionRate } from '../shapes/collection-rate.js';
import { FINAL_ONCE_CLOSED, FLEET_SCOPE } from './scope.js';

const columns = {};

/** Mass collected over mass sold new; not the national rate. */
export const fleetCollectionRate: Metric = {
  definition: {
    name: 'fleetCollectionRate',
    title: 'Fleet collection rate',
    formula: 'mass collected in the year / mean mass sold new in the three years before',
    numerator: 'mass collected as waste (kg)',
    denominator: 'mean yearly mass of new sales of the three years before (kg)',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: 'After Directive 2012/19/EU, Art. 7, over this fleet only: not comparable with the national target of 65 %',
    version: 1,
    excludes: ['devices of unknown mass (shown as unknown)', 'cancelled sales'],
    dimensions: ['partner', 'category', 'model', 'country'],
    alwaysBy: [],
    periods: ['year'],
    monthOf: 'the collection',
    partnerIs: 'the collector; the denominator is the whole fleet’s',
    events: ['TakenBack', 'CollectedAsWaste', 'DeviceSoldNew'],
    periodRule: 'event',
    unknowns: 'no value until each of the three years before has sales of known mass',
    finalWhen: FINAL_ONCE_CLOSED,
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    collected: { measure: 'collectedMass' },
    sold: { measure: 'newSaleMass', without: ['partner'], monthsBefore: 36 },
    count: { measure: 'collectedDevices' },
  },
  unknown: { measure: 'collectedUnknown' },
  population: { measure: 'collectedDevices' },
  figures: collectionRate(columns),
};
