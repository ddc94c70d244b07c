import type { Metric, MetricDefinition } from '../metric.js';
import { PERIODS } from '../period.js';
import { quotient } from '../shapes/quotient.js';
import { WEEE_TARGETS } from '../weee-categories.js';
import { FLEET_SCOPE } from './scope.js';

const columns = {};
const has = ['weeeCategory'];

/** A rate of Directive 2012/19/EU, Article 11(2): of the mass that became waste, the share with one of these fates. */
export const weeeRate = (
  told: Pick<MetricDefinition, 'name' | 'title' | 'formula' | 'numerator'>,
  fate: readonly string[],
): Metric => ({
  definition: {
    ...told,
    denominator: 'mass whose legal status became WEEE in the period (kg)',
    unit: 'share',
    scope: FLEET_SCOPE,
    source: 'Directive 2012/19/EU, Art. 11(2) and Annex V part 3',
    version: 1,
    excludes: ['devices of unknown mass, or whose outputs do not balance (shown as unknown)'],
    dimensions: ['partner', 'category', 'model', 'country', 'weeeCategory'],
    alwaysBy: [],
    periods: PERIODS,
    monthOf: 'becoming WEEE; the numerator follows that cohort, whenever it was treated',
    partnerIs: 'the designator, else the collector',
    events: ['CollectedAsWaste', 'TakenBack', 'DesignatedForRecycling', 'RefurbishmentCompleted', 'RecyclingCompleted'],
    periodRule: 'cohort',
    unknowns: 'devices of unknown mass or fate are rows of their own; mass without a fate is in the denominator',
    finalWhen: 'when the months are closed and every device of the cohort has been treated',
    range: null,
    usesFactors: false,
    reference: WEEE_TARGETS,
  },
  columns,
  sources: {
    numerator: { measure: 'weeeFateMass', has, only: { fate } },
    denominator: { measure: 'weeeMass', has },
    count: { measure: 'weeeDevices', has },
  },
  unknown: { measure: 'weeeUnknown', has },
  population: { measure: 'weeeDevices', has },
  figures: quotient({ columns, per: 1_000_000 }),
});
