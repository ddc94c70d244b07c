import type { Metric } from '../metric.js';
import { nationalCollectionRate } from '../shapes/national-collection-rate.js';

const columns = {};
const has = ['weeeCategory'];

/** What is collected here of what was put on a national market; with `fleetCollectionRate` only the numerator is shared. */
export const weeeCollectionRate: Metric = {
  definition: {
    name: 'weeeCollectionRate',
    title: 'WEEE collection rate, national masses put on the market',
    formula: 'mass collected in the year / mean mass put on the national market in the three years before',
    numerator: 'mass collected as waste (kg)',
    denominator: 'mean yearly mass put on the national market in the three years before (kg)',
    unit: 'share',
    scope:
      'Collected: devices reported to this log; put on the market: the whole country. The national rate only where all collectors of the country report here, else what they add to it.',
    source: 'Directive 2012/19/EU, Art. 7(1); masses by the editions that are named in the value',
    version: 1,
    excludes: ['devices of unknown mass (shown as unknown)', 'the alternative of 85 % of WEEE generated'],
    dimensions: ['partner', 'country', 'weeeCategory'],
    alwaysBy: ['country', 'weeeCategory'],
    periods: ['year'],
    monthOf: 'the collection',
    partnerIs: 'the collector; the denominator is the whole country’s, so that the rates of collectors add up',
    events: ['TakenBack', 'CollectedAsWaste', 'EditionStated', 'EditionActivated'],
    periodRule: 'event',
    unknowns: 'no value where a mass of the three years before is not stated, or the country or category is not known',
    finalWhen: 'when every month of the year is closed and the masses are stated; other masses restate it',
    range: null,
    usesFactors: false,
  },
  columns,
  sources: {
    collected: { measure: 'collectedMass', has },
    count: { measure: 'collectedDevices', has },
  },
  unknown: { measure: 'collectedUnknown', has },
  population: { measure: 'collectedDevices', has },
  usesNationalMasses: true,
  figures: nationalCollectionRate(columns),
};
