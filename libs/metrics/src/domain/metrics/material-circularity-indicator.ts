import type { Metric } from '../metric.js';
import { PERIODS } from '../period.js';
import { RECYCLING_EFFICIENCIES } from '../recycling-efficiencies.js';
import { circularity } from '../shapes/circularity.js';
import { FLEET_SCOPE } from './scope.js';

const columns = {};
const { edition, central, lower, upper } = RECYCLING_EFFICIENCIES;
const inEdition = ({ feedstock, recycling }: typeof central | typeof lower | typeof upper) => ({
  edition,
  feedstockEfficiency: feedstock,
  recyclingEfficiency: recycling,
  confirmed: 'no',
});

/** How circular devices that ended have been, over everything that went into them and all their lives. */
export const materialCircularityIndicator: Metric = {
  definition: {
    name: 'materialCircularityIndicator',
    title: 'Material circularity indicator (MCI)',
    formula:
      'max(0, 1 - LFI x 0.9 / X); LFI = (V + W) / (2M + (WF - WC) / 2); W = W0 + (WF + WC) / 2; WF = R x (1 - EF) / EF; WC = C x (1 - EC); X = L / Lav',
    numerator:
      'V virgin feedstock, R recycled feedstock, C mass collected for recycling, W0 mass collected for neither reuse nor recycling, L use over all lives: summed over the group, then one indicator',
    denominator:
      'M mass of the devices and of every part put into them; Lav years that are usual, summed over the devices',
    unit: 'index',
    scope: FLEET_SCOPE,
    source:
      'Ellen MacArthur Foundation, Circularity Indicators (2020), product level, as public code cites it; scores named as in the circularity scorecard of UNTP 0.6',
    version: 1,
    excludes: [
      'devices that have not ended',
      'bio-based feedstock and composting, which no event reports',
      'recyclable content, which no event reports',
      'devices of unknown mass, content, use or treatment (shown as unknown); an indicator without mass or use is unknown, not 0',
    ],
    dimensions: ['partner', 'category', 'model', 'country', 'score'],
    alwaysBy: ['score'],
    periods: PERIODS,
    monthOf: 'the end: dismantled, destroyed or recycled',
    periodRule: 'cohort',
    partnerIs: 'the partner with whom the device ended',
    events: [
      'DeviceManufactured',
      'PartInstalled',
      'PartRemoved',
      'DeliveryConfirmed',
      'DeviceReceived',
      'RecyclingCompleted',
    ],
    unknowns:
      'rows of their own, by the first thing that is not known of a device; undeclared content is not taken as virgin',
    finalWhen: 'when the months are closed and every device of the cohort has been treated',
    range:
      'recycling loses half of what goes in (lower) or nothing (upper); for the linear flow index the other way round',
    usesFactors: false,
    reference: [inEdition(lower), inEdition(central), inEdition(upper)],
  },
  columns,
  sources: {
    mass: { measure: 'circularMass', split: ['category', 'flow'] },
    use: { measure: 'circularUse', split: ['category'] },
    count: { measure: 'circularDevices', split: ['category'] },
  },
  unknown: { measure: 'circularUnknown' },
  population: { measure: 'circularDevices' },
  figures: circularity(columns),
};
