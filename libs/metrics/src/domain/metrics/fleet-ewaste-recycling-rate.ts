import type { Metric } from '../metric.js';
import { recyclingRateOfEwaste } from '../shapes/collection-rate.js';
import { COLLECTED_AND_SOLD, FLEET_RATE } from './fleet-rate.js';

const columns = {};

/** Of what the fleet sold, how much comes to reuse or recycling as waste; not the national rate. */
export const fleetEwasteRecyclingRate: Metric = {
  definition: {
    ...FLEET_RATE,
    name: 'fleetEwasteRecyclingRate',
    title: 'Fleet e-waste recycling rate',
    formula: 'fleet collection rate x WEEE reuse and recycling rate, of the same year',
    numerator: 'mass collected as waste x share of it prepared for reuse or entering recycling (kg)',
    source: 'After the recycling rate of e-waste of Eurostat, over this fleet only: not comparable with national rates',
    version: 1,
    monthOf: 'the collection, and becoming waste; treatment follows that cohort',
    periodRule: 'cohort',
    partnerIs: 'the collector, with the share of what became waste by it; the sales are the whole fleet’s',
    events: ['CollectedAsWaste', 'TakenBack', 'DesignatedForRecycling', 'RecyclingCompleted', 'DeviceSoldNew'],
    unknowns: 'no value until each of the three years before has sales of known mass, and something became waste',
    finalWhen: 'when the year is closed and every device of the cohort has been treated',
  },
  columns,
  sources: {
    ...COLLECTED_AND_SOLD,
    treated: { measure: 'weeeFateMass', only: { fate: ['reuse', 'recycling'] } },
    became: { measure: 'weeeMass' },
  },
  unknown: { measure: 'weeeUnknown' },
  population: { measure: 'collectedDevices' },
  figures: recyclingRateOfEwaste(columns),
};
