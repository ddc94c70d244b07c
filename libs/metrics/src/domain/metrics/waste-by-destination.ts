import type { Metric, MetricDefinition } from '../metric.js';
import { PERIODS } from '../period.js';
import { quotient } from '../shapes/quotient.js';
import { sum } from '../shapes/sum.js';
import { FLEET_SCOPE } from './scope.js';

/**
 * GRI 306 (2020) over the masses that the WEEE rates count: there incineration is disposal even where its energy is
 * recovered, which the WEEE directive counts as recovery.
 */
const DIVERTED = ['reuse', 'recycling', 'other_recovery'];
const DISPOSED = ['energy_recovery', 'disposal'];
const NOT_BALANCED = 'devices of unknown mass, or whose outputs do not balance (shown as unknown)';

const columns = {};
const has = ['weeeCategory', 'route', 'hazardous', 'onSite'];
const per = 1_000_000;

const GRI = {
  scope: FLEET_SCOPE,
  version: 1,
  periods: PERIODS,
  monthOf: 'becoming waste; what became of it follows that cohort, whenever it was treated',
  periodRule: 'cohort',
  partnerIs: 'the designator, else the collector',
  events: ['CollectedAsWaste', 'TakenBack', 'DesignatedForRecycling', 'RefurbishmentCompleted', 'RecyclingCompleted'],
  unknowns:
    'devices of unknown mass or fate are rows of their own; hazardous and onSite only where reported, else unknown',
  finalWhen: 'when the months are closed and every device of the cohort has been treated',
  range: null,
  usesFactors: false,
} as const;

const massBy = (
  told: Pick<MetricDefinition, 'name' | 'title' | 'formula' | 'numerator' | 'source' | 'excludes'>,
  fate: readonly string[],
): Metric => ({
  definition: {
    ...GRI,
    ...told,
    denominator: null,
    unit: 'kg',
    dimensions: ['partner', 'category', 'model', 'country', ...has],
    alwaysBy: ['route'],
  },
  columns,
  sources: {
    amount: { measure: 'weeeFateMass', has, only: { fate } },
    count: { measure: 'weeeFates', has, only: { fate } },
  },
  unknown: { measure: 'weeeUnknown', has: ['weeeCategory'] },
  population: { measure: 'weeeFates', has, only: { fate } },
  figures: sum({ columns, per }),
});

export const wasteDiverted = massBy(
  {
    name: 'wasteDiverted',
    title: 'Waste diverted from disposal',
    formula: 'sum of mass prepared for reuse, entering recycling, or recovered otherwise than as energy',
    numerator: 'mass (kg) by route',
    source: 'GRI 306 (2020), disclosure 306-4, from memory of the standard; unconfirmed',
    excludes: ['energy recovery, which GRI counts as disposal', NOT_BALANCED],
  },
  DIVERTED,
);

export const wasteDisposed = massBy(
  {
    name: 'wasteDisposed',
    title: 'Waste directed to disposal',
    formula: 'sum of mass incinerated with or without energy recovery, landfilled, or disposed of otherwise',
    numerator: 'mass (kg) by route',
    source: 'GRI 306 (2020), disclosure 306-5, from memory of the standard; unconfirmed',
    excludes: [NOT_BALANCED],
  },
  DISPOSED,
);

/** Of the mass that became waste, the share that was kept from disposal. */
export const wasteDiversionRate: Metric = {
  definition: {
    ...GRI,
    name: 'wasteDiversionRate',
    title: 'Waste diversion rate',
    formula: '(prepared for reuse + recycling + other recovery) / waste generated',
    numerator: 'of it, mass prepared for reuse, entering recycling, or recovered otherwise than as energy (kg)',
    denominator: 'waste generated: mass whose legal status became waste in the period (kg)',
    unit: 'share',
    source: 'GRI 306 (2020), disclosures 306-3 to 306-5, from memory of the standard; unconfirmed',
    excludes: ['energy recovery from the numerator, unlike weeeRecoveryRate', NOT_BALANCED],
    dimensions: ['partner', 'category', 'model', 'country', 'weeeCategory'],
    alwaysBy: [],
  },
  columns,
  sources: {
    numerator: { measure: 'weeeFateMass', has: ['weeeCategory'], only: { fate: DIVERTED } },
    denominator: { measure: 'weeeMass', has: ['weeeCategory'] },
    count: { measure: 'weeeDevices', has: ['weeeCategory'] },
  },
  unknown: { measure: 'weeeUnknown', has: ['weeeCategory'] },
  population: { measure: 'weeeDevices', has: ['weeeCategory'] },
  figures: quotient({ columns, per }),
};
